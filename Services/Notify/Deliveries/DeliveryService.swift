public import HTTP
public import Log
internal import Messages
public import Store
internal import Synchronization
public import Telemetry
internal import Threading

/// Subscriptions and their webhooks: takes what subscribers ask for, and delivers it.
///
///     let deliveries = try DeliveryService(
///         log: log, in: directory, settings: settings, logger: logger, metrics: metrics)
///     deliveries.addRoutes(to: &router)
///     deliveries.start()
///     …
///     deliveries.stop()
public final class DeliveryService: Sendable {
    private let core: DeliveryCore
    private let desk: SubscriptionDesk
    private let threads = Mutex<[Thread]>([])

    /// How many records before its end the reader of outcomes begins, so that it knows copies of
    /// what came before.
    private static let leadRecords: Int64 = 1_000

    /// Its files go into `directory`, which is held as long as it lives.
    public init(
        log: any Log, in directory: borrowing DirectoryLock, settings: DeliverySettings,
        logger: Logger, metrics: Metrics
    ) throws(DeliveryError) {
        let counters = DeliveryMetrics(metrics)
        do {
            let attempts = try AttemptLog(directory: directory.path) {
                counters.attemptsNotKept.add($0)
            }
            var positions: [Partition: Int64] = [:]
            var tail: [OutcomesPlace] = []
            for number in 0..<log.partitionCount {
                let outcomes = Partition(.outcomes, number)
                let held = try log.bounds(of: outcomes)
                let start = max(held.lowerBound, held.upperBound - Self.leadRecords)
                tail.append(OutcomesPlace(next: start))
                positions[outcomes] = start
                positions[Partition(.subscriptions, number)] = 0
                positions[Partition(.deliveries, number)] = 0
            }
            core = try DeliveryCore(
                log, settings, logger: logger, metrics: counters, attempts: attempts, tail: tail)
            try core.reader.start(positions)
        } catch let error as StoreError {
            throw .store(error)
        } catch let error as LogError {
            throw .log(error)
        } catch { preconditionFailure("\(error) is of neither kind") }
        desk = SubscriptionDesk(core)
    }

    /// Begins to deliver.
    public func start() {
        let (core, desk) = (core, desk)
        threads.withLock { threads in
            threads = [
                Thread(name: "claims") { core.claims.run { core.post(.share(.claims($0))) } },
                Thread(name: "deliveries") {
                    var loop = DeliveryLoop(core, seed: .random(in: .min ... .max))
                    loop.run()
                },
                Thread(name: "outcomes") { core.fetcher.run { core.post(.share(.heart($0))) } },
                Thread(name: "attempts") { core.attempts.run() },
                Thread(name: "subscriptions") { desk.run() },
            ]
        }
    }

    /// Writes down how far everything is and gives it to other instances; then ends. Calls under
    /// way that are not answered within half a second are broken off, and made again by the next
    /// owner.
    public func stop() {
        let running = threads.withLock { threads in
            defer { threads = [] }
            return threads
        }
        guard let claims = running.first else { return }
        desk.close()
        core.claims.stop()
        claims.join()
        core.stop()
        core.fetcher.close()
        core.client.close()
        core.attempts.close()
        for thread in running { thread.join() }
        core.reader.close()
    }

    /// `/v1/subscriptions` and `/v1/deliveries`.
    public func addRoutes(to router: inout Router) { desk.addRoutes(to: &router) }

    /// What of deliveries stands in `/livez`: loops that come round within `limitSeconds`.
    func liveness(limitSeconds: Double) -> [HealthCheck] {
        [
            HealthCheck("deliveries", loop: core.heartbeat, limitSeconds: limitSeconds),
            HealthCheck("claims", loop: core.claims.heartbeat, limitSeconds: limitSeconds),
            HealthCheck("outcomes", loop: core.fetcher.heartbeat, limitSeconds: limitSeconds),
        ]
    }

    /// What of deliveries stands in `/readyz`.
    public var readiness: [HealthCheck] {
        let core = core
        return [
            HealthCheck("deliveries") { core.fault }
        ]
    }
}

/// Why deliveries cannot start; what to do says the error itself.
public enum DeliveryError: Error, Hashable, Sendable {
    case log(LogError)
    case store(StoreError)
}

extension DeliveryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .log(let error): error.description
        case .store(let error): error.description
        }
    }
}
