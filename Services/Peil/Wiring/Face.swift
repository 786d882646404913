internal import HTTP
internal import Synchronization
internal import Telemetry

/// The HTTP side of a service, which is there before the service is: until that answers itself,
/// everything is 503, and `/readyz` says what is waited for.
final class Face: Sendable {
    let kind: ServiceKind
    let server: Server
    /// What `/metrics` says, whatever the service adds.
    let metrics = Metrics.ofProcess(version: peilVersion)
    /// Where this host reaches it.
    let url: String
    private let reason: Holder

    private final class Holder: Sendable {
        let text = Mutex("the log has not answered yet")
    }

    /// Seconds after which a client that was answered 503 may ask again.
    private static let retryAfter = "2"

    /// Listens when it returns.
    init(_ kind: ServiceKind, _ configuration: ServerConfiguration) throws(ServerError) {
        self.kind = kind
        let reason = Holder()
        self.reason = reason
        var router = Router(
            unmatched: Problem(
                503, "Service Unavailable",
                detail: "The log cannot be reached yet. Nothing was taken; ask again.",
                headers: [("retry-after", Self.retryAfter)]))
        router.addServiceRoutes(
            ServiceStatus(
                name: kind.rawValue, version: peilVersion, live: [],
                ready: [HealthCheck("log") { reason.text.withLock { $0 } }],
                metrics: { [metrics] in Array(metrics.exposition.utf8) }))
        server = try Server(configuration: configuration, router: router)
        url = Self.url(configuration, server)
    }

    /// Why the service does not answer itself yet.
    func waits(for reason: String) { self.reason.text.withLock { $0 = reason } }

    private static func url(_ configuration: ServerConfiguration, _ server: Server) -> String {
        let isEverywhere = ["0.0.0.0", "::"].contains(configuration.host)
        let name = isEverywhere ? "127.0.0.1" : configuration.host
        let address = name.contains(":") ? "[\(name)]" : name
        return "\(server.isSecure ? "https" : "http")://\(address):\(server.port)"
    }
}
