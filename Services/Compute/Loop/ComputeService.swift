public import Founding
public import Log
public import Messages
internal import Store
internal import Synchronization
public import Telemetry

/// Why compute does not run.
public enum ComputeError: Error, Hashable, Sendable {
    /// Its directory cannot be used: a person must look.
    case directory(String)
    /// The log ended it, or cannot be used at all.
    case log(LogError)
}

/// compute: owns partitions of `updates`, folds them, and appends what comes of it.
///
///     let compute = ComputeService(
///         log: log, identity: try found(log), directory: "/var/lib/peil", metrics, logger)
///     let thread = Thread(name: "compute") { try? compute.run() }
///     compute.stop()
///     thread.join()
public final class ComputeService: Sendable {
    public let health = ComputeHealth()
    private let log: any Log
    private let identity: LogIdentity
    private let directory: String
    private let metrics: ComputeMetrics
    private let logger: Logger
    private let isStopping = Atomic(false)
    /// While it runs.
    private let consumer = Mutex<(any Consumer)?>(nil)

    /// `directory` may be shared by several processes: each takes `compute-<n>` in it, the first
    /// that nobody holds.
    public init(
        log: any Log, identity: LogIdentity, directory: String, metrics: ComputeMetrics,
        logger: Logger
    ) {
        self.log = log
        self.identity = identity
        self.directory = directory
        self.metrics = metrics
        self.logger = logger
    }

    /// Runs on this thread until `stop`; what is folded then is committed.
    public func run() throws(ComputeError) {
        let slot = try openSlot()
        do throws(LogError) {
            metrics.partitions.set(Double(log.partitionCount))
            let consumer = try log.member(of: "compute", on: .updates)
            self.consumer.withLock { $0 = consumer }
            defer {
                self.consumer.withLock { $0 = nil }
                consumer.close()
            }
            logger.info("compute owns a directory", ["directory": slot.path])
            health.run(true)
            defer { health.run(false) }
            let loop = ComputeLoop(
                log: identity.log, Shelf(directory: slot.path),
                Owner.Surroundings(
                    log: log, consumer: consumer, acknowledgements: Acknowledgements(),
                    health: health,
                    metrics: metrics, logger: logger))
            while !isStopping.load(ordering: .relaxed) { try loop.turn() }
            loop.finish()
        } catch {
            throw .log(error)
        }
    }

    private func openSlot() throws(ComputeError) -> DirectoryLock {
        do throws(StoreError) {
            return try DirectoryLock.firstFree(in: directory, named: "compute")
        } catch {
            throw .directory(error.description)
        }
    }

    /// Ends `run`, which may take some seconds where the log does not answer; from any thread.
    public func stop() {
        isStopping.store(true, ordering: .relaxed)
        consumer.withLock { $0?.wake() }
    }
}
