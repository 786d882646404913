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
    private let isOwner: Bool
    private var running: (service: ComputeService, thread: Thread)?

    init(partitions: Int32 = 1) throws {
        directory = try TemporaryDirectory()
        log = try LocalLog(directory: directory.path + "/log", partitions: partitions)
        identity = try found(log)
        isOwner = true
    }

    private init(beside other: Workshop) {
        directory = other.directory
        log = other.log
        identity = other.identity
        isOwner = false
    }

    deinit {
        stop()
        if isOwner { log.close() }
    }

    /// Another compute on the same log and in the same directory.
    func another() -> Workshop { Workshop(beside: self) }

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
