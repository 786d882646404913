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
    /// The port it listens on; a free one where the configuration said 0.
    public let port: Int
    private let core: ServerCore
    private let daemon: Mutex<Daemon?>

    /// Listens when it returns.
    public init(configuration: ServerConfiguration, router: Router) throws(ServerError) {
        let listener = try Listener(host: configuration.host, port: configuration.port)
        port = listener.port
        core = ServerCore(router: router, configuration: configuration)
        daemon = Mutex(try Daemon(core, configuration, listener))
    }

    /// Stops as gently as time allows: takes no new connections, ends event streams, waits until
    /// every request is answered, and breaks off what is left at the deadline.
    public func drainAndStop(deadlineMilliseconds: Int) {
        daemon.withLock { daemon in
            guard let running = daemon.take() else { return }
            running.quiesce()
            core.drain(deadlineMilliseconds: deadlineMilliseconds)
        }
    }

    deinit { drainAndStop(deadlineMilliseconds: 0) }
}
