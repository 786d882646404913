import Compute
import Founding
import JSON
import LocalLog
import Log
import Messages
import Support
import Telemetry
import Testing
import Threading
import Time

/// A local log with a compute beside it, in a directory of its own.
final class Workshop {
    let directory: TemporaryDirectory
    let log: LocalLog
    let identity: LogIdentity
    private var running: (service: ComputeService, thread: Thread)?

    init(partitions: Int32 = 1, in directory: TemporaryDirectory? = nil) throws {
        self.directory = try directory ?? TemporaryDirectory()
        log = try LocalLog(directory: self.directory.path + "/log", partitions: partitions)
        identity = try found(log)
    }

    deinit {
        stop()
        log.close()
    }

    var health: ComputeHealth? { running?.service.health }

    func file(of partition: Int32 = 0) -> String {
        "\(directory.path)/compute-0/partition-\(partition).sqlite"
    }

    /// Starts compute; metrics are the ones it was given.
    @discardableResult
    func start() -> Metrics {
        let metrics = Metrics()
        let service = ComputeService(
            log: log, identity: identity, directory: directory.path,
            metrics: ComputeMetrics(metrics),
            logger: Logger(component: "compute", format: .json, to: LogOutput(descriptor: -1)))
        running = (service, Thread(name: "compute") { try? service.run() })
        return metrics
    }

    /// Stops compute, which commits what it has folded.
    func stop() {
        running?.service.stop()
        running?.thread.join()
        running = nil
    }

    func append(_ updates: [UpdateEvent], to partition: Int32 = 0) throws {
        var batch = Batch()
        for update in updates {
            var writer = Writer()
            update.encode(into: &writer)
            let key: [UInt8] = []
            try batch.add(to: Partition(.updates, partition), key: key.span, value: writer.bytes)
        }
        _ = try LogTalk(log).append(batch)
    }

    /// The events of one topic, as they stand there.
    func events(_ topic: Topic, _ partition: Int32 = 0) throws -> [[UInt8]] {
        try LogTalk(log).records(of: Partition(topic, partition)).map(\.value)
    }

    /// Waits until `topic` has so many events.
    func wait(for count: Int, on topic: Topic, _ partition: Int32 = 0) throws {
        let partition = Partition(topic, partition)
        try wait("\(count) on \(partition)") { try log.bounds(of: partition).upperBound >= count }
    }

    func wait(_ what: Comment, until done: () throws -> Bool) throws {
        let end = ContinuousClock.now + .seconds(30)
        while try !done() {
            try #require(ContinuousClock.now < end, what)
            _ = Monitor(0).wait(timeoutMilliseconds: 2) { _ in nil as Void? }
        }
    }
}
