internal import Compute
internal import HTTP
internal import Log
internal import Telemetry
internal import Threading

/// compute with what belongs to it in a process: the thread it runs on, and the routes of its
/// health, its metrics and, for the admin, the log.
final class ComputeProcess: RunningService {
    private let service: ComputeService
    private let server: Server
    private let routes: LogRoutes
    private let thread: Thread
    private let end: Monitor<String?>

    /// Answers on `server`, which is its own from now on, and folds.
    init(
        _ service: ComputeService, log: any Log, server: Server, metrics: Metrics, logger: Logger
    ) {
        self.service = service
        self.server = server
        routes = LogRoutes(log)
        var router = Router()
        routes.add(to: &router)
        router.addServiceRoutes(
            ServiceStatus(
                name: "compute", version: peilVersion,
                live: [HealthCheck("loop") { service.health.liveFault }],
                ready: [HealthCheck("partitions") { service.health.readyFault }],
                metrics: { Array(metrics.exposition.utf8) }))
        server.serve(router)
        let end = Monitor<String?>(nil)
        self.end = end
        thread = Thread(name: "compute") {
            do throws(ComputeError) { try service.run() } catch {
                logger.error("compute has ended", ["reason": "\(error)"])
                end.with { $0 = "compute has ended: \(error)" }
            }
        }
    }

    var fault: String? { service.health.readyFault }

    var ended: String? { end.with { $0 } }

    func hasTaken(_ ends: [Partition: Int64]) -> Bool { service.health.hasTaken(ends) }

    /// Commits what is folded.
    func stop(deadlineMilliseconds: Int) {
        server.drainAndStop(deadlineMilliseconds: deadlineMilliseconds)
        routes.stop()
        service.stop()
        thread.join()
    }
}
