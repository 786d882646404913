public import Founding
public import HTTP
public import Log
public import Messages
public import Telemetry
internal import Glibc
internal import Synchronization

/// The producers' face: takes figures and definitions, holds them against the catalogue, and
/// answers when the log has them.
///
///     let ingest = try IngestService(
///         log: log, identity: try found(log), server: server, dataDirectory: "peil-data",
///         logger: logger, metrics: Metrics())
///     ingest.start()
///     …
///     ingest.stop()
public final class IngestService: Sendable {
    private let server: Server
    private let catalogue: CatalogueFollower
    private let workers: Workers
    private let dryRuns: Workers

    /// Answers on `server`, which is its own from now on, when it returns; ready it is after
    /// `start`, when the catalogue was read.
    ///
    /// `dataDirectory` is there, and takes uploads too long for memory.
    public convenience init(
        log: any Log, identity: LogIdentity, server: Server, dataDirectory: String,
        logger: Logger, metrics: Metrics, version: String = "development"
    ) throws(LogError) {
        try self.init(
            log: log, identity: identity, server: server, dataDirectory: dataDirectory,
            logger: logger, metrics: metrics, version: version, bounds: Bounds())
    }

    /// What tests make smaller.
    struct Bounds {
        /// What the figures of one upload take in memory, before they move to disk.
        var uploadBytes = 16 << 20
        /// After so long without an answer a definition is answered 202.
        var patienceMilliseconds: Int64 = 5_000
    }

    init(
        log: any Log, identity: LogIdentity, server: Server, dataDirectory: String,
        logger: Logger, metrics: Metrics, version: String, bounds: Bounds
    ) throws(LogError) {
        let view = CatalogueView(log: identity.log)
        let ingestMetrics = IngestMetrics(metrics)
        catalogue = try CatalogueFollower(log: log, view: view, logger: logger)
        workers = Workers(threads: 2, capacity: server.connectionLimit * 2)
        dryRuns = Workers(threads: 2, capacity: server.connectionLimit)
        var router = Router()
        FiguresService(
            log: log, catalogue: catalogue, workers: workers, dryRuns: dryRuns,
            directory: dataDirectory, memoryBytes: bounds.uploadBytes, metrics: ingestMetrics
        ).addRoutes(to: &router)
        Definitions(
            log: log, catalogue: catalogue, workers: workers, logger: logger,
            metrics: ingestMetrics, patienceMilliseconds: bounds.patienceMilliseconds
        ).addRoutes(to: &router)
        OpenAPI.addRoutes(to: &router, version: version)
        router.addDocument(
            AsyncAPI.path, type: "application/json",
            AsyncAPI.document(version: version, partitions: identity.partitions))
        router.addServiceRoutes(
            Self.status(version, catalogue, dataDirectory: dataDirectory, metrics))
        self.server = server
        server.serve(router) { access in
            ingestMetrics.requests.observe(
                route: access.route, status: access.status, seconds: access.seconds)
        }
    }

    /// The port it listens on.
    public var port: Int { server.port }

    /// Why it cannot do its work now; nil: it can.
    public var fault: String? { catalogue.view.fault }

    /// Begins to read the catalogue.
    public func start() { catalogue.start() }

    /// Answers what it has and stops; what is left at the deadline is broken off.
    public func stop(deadlineMilliseconds: Int = 10_000) {
        server.drainAndStop(deadlineMilliseconds: deadlineMilliseconds)
        workers.stop()
        dryRuns.stop()
        catalogue.stop()
    }

    private static func status(
        _ version: String, _ catalogue: CatalogueFollower, dataDirectory: String,
        _ metrics: Metrics
    ) -> ServiceStatus {
        ServiceStatus(
            name: "ingest", version: version,
            live: [HealthCheck("catalogue", loop: catalogue.heartbeat)],
            ready: [
                HealthCheck("catalogue") { catalogue.view.fault },
                HealthCheck("disk") {
                    let isWritable = unsafe access(dataDirectory, W_OK) == 0
                    return isWritable ? nil : "\(dataDirectory) cannot be written"
                },
            ],
            metrics: { Array(metrics.exposition.utf8) })
    }
}
