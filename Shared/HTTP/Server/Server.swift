internal import Synchronization

/// An HTTP/1.1 server, with or without TLS, on threads of its own.
///
///     let server = try Server(configuration: configuration, router: router)
///     print("listening on port \(server.port)")
///     …
///     server.drainAndStop(deadlineMilliseconds: 10_000)
///
/// Every answer carries `x-request-id` and `traceparent`.
public final class Server: Sendable {
    private struct Daemons {
        /// nil when the server is stopped.
        var current: Daemon?
        /// Those of former certificates, which still have connections.
        var retired: [Daemon] = []
    }

    /// The port it listens on; a free one where the configuration said 0.
    public let port: Int
    private let configuration: ServerConfiguration
    private let core: ServerCore
    private let daemons: Mutex<Daemons>

    /// Listens when it returns.
    public init(configuration: ServerConfiguration, router: Router) throws(ServerError) {
        let listener = try Listener(host: configuration.host, port: configuration.port)
        port = listener.port
        core = ServerCore(router: router, configuration: configuration)
        self.configuration = configuration
        daemons = Mutex(Daemons(current: try Daemon(core, configuration, listener)))
    }

    /// Requests that begin from now on are answered by these routes, and told to `onAccess`; those
    /// that have begun, as they began.
    public func serve(
        _ router: Router, onAccess: (@Sendable (ServerConfiguration.AccessRecord) -> Void)? = nil
    ) {
        core.service = ServerCore.Service(router: router, onAccess: onAccess)
    }

    /// How many connections may be open at once.
    public var connectionLimit: Int { configuration.connectionLimit }

    /// Whether it speaks TLS.
    public var isSecure: Bool { configuration.tls != nil }

    /// New connections get this certificate; those that are open keep theirs. When it throws,
    /// the former one stays in use. A stopped server stays stopped.
    public func renew(_ tls: ServerConfiguration.TLS) throws(ServerError) {
        try daemons.withLock { daemons throws(ServerError) in
            guard let former = daemons.current else { return }
            var configuration = configuration
            configuration.tls = tls
            daemons.current = try Daemon(core, configuration, former.listener(port: port))
            former.quiesce()
            daemons.retired.append(former)
            daemons.retired.removeAll { !$0.hasConnections }
        }
    }

    /// Stops as gently as time allows: takes no new connections, ends event streams, waits until
    /// every request is answered, and breaks off what is left at the deadline.
    public func drainAndStop(deadlineMilliseconds: Int) {
        daemons.withLock { daemons in
            daemons.current?.refuseConnections()
            core.drain(deadlineMilliseconds: deadlineMilliseconds)
            daemons = Daemons()
        }
    }

    deinit { drainAndStop(deadlineMilliseconds: 0) }
}
