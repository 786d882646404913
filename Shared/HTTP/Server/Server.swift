internal import Synchronization
internal import Threading

/// An HTTP/1.1 server, with or without TLS, on threads of its own.
///
///     let server = try Server(configuration: configuration, router: router)
///     print("listening on port \(server.port)")
///     …
///     server.drainAndStop(deadlineMilliseconds: 10_000)
///
/// Every answer carries `x-request-id` and `traceparent`. Certificates that come from files are
/// read again when those change.
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
    private let isStopped = Monitor(false)

    /// Listens when it returns.
    public init(configuration: ServerConfiguration, router: Router) throws(ServerError) {
        let listener = try Listener(host: configuration.host, port: configuration.port)
        port = listener.port
        core = ServerCore(router: router, configuration: configuration)
        self.configuration = configuration
        daemons = Mutex(Daemons(current: try Daemon(core, configuration, listener)))
        if let files = configuration.tls?.files { watch(files) }
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
        }
        letGo()
    }

    /// Of former certificates under which nobody is connected any more.
    private func letGo() { daemons.withLock { $0.retired.removeAll { !$0.hasConnections } } }

    /// Renews the certificate when its files change, until the server is stopped.
    private func watch(_ files: CertificateFiles) {
        let (isStopped, configuration) = (isStopped, configuration)
        // It does not keep the server alive, nor does the server wait for it.
        _ = Thread(name: "certificates") { [weak self] in
            var files = files
            let wait = configuration.renewalMilliseconds
            while isStopped.wait(timeoutMilliseconds: wait, until: { $0 ? true : nil }) == nil {
                guard let self else { return }
                letGo()
                do throws(ServerError) {
                    guard let (certificate, key) = try files.readIfChanged() else { continue }
                    try renew(.init(certificate: certificate, key: key))
                    configuration.onRenewal?(nil)
                } catch { configuration.onRenewal?(error) }
            }
        }
    }

    /// Stops as gently as time allows: takes no new connections, ends event streams, waits until
    /// every request is answered, and breaks off what is left at the deadline.
    public func drainAndStop(deadlineMilliseconds: Int) {
        isStopped.with { $0 = true }
        daemons.withLock { daemons in
            daemons.current?.refuseConnections()
            core.drain(deadlineMilliseconds: deadlineMilliseconds)
            daemons = Daemons()
        }
    }

    deinit { drainAndStop(deadlineMilliseconds: 0) }
}
