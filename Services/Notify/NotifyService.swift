public import Founding
public import HTTP
public import Log
public import Messages
internal import Store
internal import Synchronization
public import Telemetry
internal import Threading

/// The consumers' face: the board as pages and JSON, and the events as they come.
///
///     let service = try NotifyService(
///         log: log, identity: identity, server: server, settings, logger: logger,
///         metrics: Metrics())
///     print("http://127.0.0.1:\(service.port)/")
///     …
///     service.stop(deadlineMilliseconds: 10_000)
public final class NotifyService: Sendable {
    /// The port it listens on.
    public let port: Int
    let board: Board
    private let projection: Projection
    private let reader: EventReader
    let feed: EventFeed
    private let deliveries: DeliveryService?
    private let ticker: Ticker
    private let server: Server
    private let threads: [Thread]
    /// The slot's lock is held as long as the service runs.
    private let slot: DirectoryLock

    /// Begins to read the log and to answer on `server`, which is its own from now on; it is ready
    /// when it has read the log to its end.
    ///
    /// Throws where it must not start: the data directory cannot be used, or its board belongs to
    /// another log.
    public init(
        log: any Log, identity: LogIdentity, server: Server, _ settings: Settings,
        logger: Logger, metrics: Metrics
    ) throws(StartError) {
        self.server = server
        port = server.port
        let counts = ProjectionCounts(metrics)
        slot = try Self.lock(settings.dataDirectory)
        board = try Self.board(slot.path, identity, logger, counts)
        feed = EventFeed(head: Self.head(of: board.positions, identity))
        do throws(LogError) {
            projection = try Projection(
                log: log, identity: identity, board: board, feed: feed, logger: logger,
                counts: counts)
            reader = try EventReader(log: log, board: board, feed: feed)
        } catch { throw .log(error) }
        deliveries = try Self.deliveries(log, slot, settings, logger, metrics)
        ticker = Ticker { [feed] in feed.tick(nowSeconds: $0) }
        metrics.gauge("peil_notify_streams", "Open event streams.") { [feed] in
            Double(feed.streamCount)
        }
        var router = Router()
        router.addDocument(
            AsyncAPI.path, type: "application/json",
            AsyncAPI.document(version: settings.version, partitions: identity.partitions))
        Self.addRoutes(
            to: &router, settings, isSecure: server.isSecure, board, projection, deliveries,
            metrics,
            EventRoutes(
                log: identity.log, partitions: identity.partitions, feed: feed, reader: reader))
        let requests = RequestMetrics(metrics, of: "notify")
        server.serve(router) { access in
            requests.observe(route: access.route, status: access.status, seconds: access.seconds)
        }
        threads = [
            Thread(name: "notify-board") { [projection] in projection.run() },
            Thread(name: "notify-events") { [reader] in reader.run() },
            Thread(name: "notify-ticker") { [ticker] in ticker.run() },
        ]
        deliveries?.start()
    }

    /// Why it cannot do its work now; nil: it can.
    public var fault: String? { Self.readiness(projection, deliveries).fault }

    /// Whether the board and the streams have all outcomes and definitions before these offsets.
    public func hasTaken(_ ends: [Partition: Int64]) -> Bool { projection.hasTaken(ends) }

    /// Ends the streams, answers what was asked, and returns when nothing runs any more.
    public func stop(deadlineMilliseconds: Int) {
        feed.stop()
        reader.stop()
        server.drainAndStop(deadlineMilliseconds: deadlineMilliseconds)
        deliveries?.stop()
        projection.stop()
        ticker.stop()
        for thread in threads { thread.join() }
        projection.close()
        reader.close()
        board.close()
    }
}

// How it is put together.
extension NotifyService {
    private static func lock(_ directory: String) throws(StartError) -> DirectoryLock {
        do throws(StoreError) {
            return try DirectoryLock.firstFree(in: directory, named: "notify")
        } catch { throw .board(error.description) }
    }

    private static func board(
        _ directory: String, _ identity: LogIdentity, _ logger: Logger, _ counts: ProjectionCounts
    ) throws(StartError) -> Board {
        do throws(BoardFile.OpeningError) {
            return try Board(directory: directory, of: identity) { aside in
                counts.quarantined.add()
                logger.error(
                    "the board's file is damaged: it is built again from the log",
                    ["aside": aside])
            }
        } catch { throw .board(error.description) }
    }

    private static func deliveries(
        _ log: any Log, _ slot: borrowing DirectoryLock, _ settings: Settings, _ logger: Logger,
        _ metrics: Metrics
    ) throws(StartError) -> DeliveryService? {
        guard let wanted = settings.deliveries else { return nil }
        do throws(DeliveryError) {
            return try DeliveryService(
                log: log, in: slot, settings: wanted, logger: logger.for("deliveries"),
                metrics: metrics)
        } catch { throw .deliveries(error) }
    }

    private static func head(
        of positions: [Partition: BoardPosition], _ identity: LogIdentity
    ) -> EventCursor {
        var head = EventCursor(log: identity.log, partitions: identity.partitions)
        for (partition, position) in positions where partition.topic == .outcomes {
            if let highest = position.highest { _ = head.take(highest, of: partition.number) }
        }
        return head
    }

    private static func liveness(
        _ limitSeconds: Double, _ projection: Projection, _ reader: EventReader,
        _ deliveries: DeliveryService?
    ) -> [HealthCheck] {
        [
            HealthCheck("board", loop: projection.heartbeat, limitSeconds: limitSeconds),
            HealthCheck("events", loop: reader.heartbeat, limitSeconds: limitSeconds),
        ] + (deliveries?.liveness(limitSeconds: limitSeconds) ?? [])
    }

    private static func readiness(
        _ projection: Projection, _ deliveries: DeliveryService?
    ) -> [HealthCheck] {
        [HealthCheck("board") { projection.fault }] + (deliveries?.readiness ?? [])
    }

    private static func addRoutes(
        to router: inout Router, _ settings: Settings, isSecure: Bool, _ board: Board,
        _ projection: Projection, _ deliveries: DeliveryService?, _ metrics: Metrics,
        _ events: EventRoutes
    ) {
        BoardRoutes(board: board, version: settings.version).add(to: &router)
        ExplanationRoutes(board: board, version: settings.version).add(to: &router)
        events.add(to: &router)
        PageRoutes(board: board, version: settings.version).add(to: &router)
        OpenAPI.addRoutes(to: &router, version: settings.version)
        deliveries?.addRoutes(to: &router)
        router.addSessionRoutes(secure: isSecure)
        router.addServiceRoutes(
            ServiceStatus(
                name: "notify", version: settings.version,
                live: Self.liveness(settings.hangSeconds, projection, events.reader, deliveries),
                ready: Self.readiness(projection, deliveries),
                metrics: { Array(metrics.exposition.utf8) }))
    }
}
