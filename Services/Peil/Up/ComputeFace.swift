internal import Compute
internal import HTTP
internal import Log
internal import Telemetry
internal import Threading

/// compute with what belongs to its process: the thread it runs on, and the server of its health,
/// its metrics and, for the admin, the log.
final class ComputeFace: Sendable {
    let port: Int
    private let service: ComputeService
    private let server: Server
    private let routes: LogRoutes
    private let thread: Thread

    /// Listens, and folds from now on.
    init(
        _ service: ComputeService, log: any Log, configuration: ServerConfiguration,
        metrics: Metrics, logger: Logger
    ) throws(ServerError) {
        self.service = service
        routes = LogRoutes(log)
        var router = Router()
        routes.add(to: &router)
        router.addServiceRoutes(
            ServiceStatus(
                name: "compute", version: peilVersion,
                live: [HealthCheck("loop") { service.health.liveFault }],
                ready: [HealthCheck("partitions") { service.health.readyFault }],
                metrics: { Array(metrics.exposition.utf8) }))
        server = try Server(configuration: configuration, router: router)
        port = server.port
        thread = Thread(name: "compute") {
            do throws(ComputeError) { try service.run() } catch {
                logger.error("compute has ended", ["reason": "\(error)"])
            }
        }
    }

    /// Commits what is folded; returns when nothing runs any more.
    func stop(deadlineMilliseconds: Int) {
        server.drainAndStop(deadlineMilliseconds: deadlineMilliseconds)
        routes.stop()
        service.stop()
        thread.join()
    }
}
