public import Log
internal import Synchronization
internal import Threading

/// A log over Kafka, for services of several processes on several machines.
///
///     let log = try KafkaLog(KafkaSettings(properties: ["bootstrap.servers": "kafka:9092"]))
///     try log.prepareTopics()
///
/// Nothing waits for the brokers when it is made; what is asked of it while they are away throws
/// `unavailable`; what is appended waits for them, for half a minute.
public final class KafkaLog: Log {
    public let partitionCount: Int32
    private let settings: KafkaSettings
    private let notice: @Sendable (KafkaNotice) -> Void
    private let producer: Producer
    private let lookup: Lookup
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        var bells: [Weak] = []
    }
    private struct Weak {
        weak var consumer: KafkaConsumer?
    }

    /// `notice` is told what librdkafka has to say, `statistics` its figures of the producer as
    /// JSON every five seconds; both on threads of the log.
    ///
    /// Throws `unusable` when a property is unknown or has a value that cannot be.
    public init(
        _ settings: KafkaSettings,
        notice: @escaping @Sendable (KafkaNotice) -> Void = { _ in },
        statistics: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(LogError) {
        precondition(
            (1...Int32(UInt16.max)).contains(settings.partitions), "1 to 65,535 partitions")
        self.settings = settings
        self.notice = notice
        partitionCount = settings.partitions
        producer = try Producer(settings, notice: notice, statistics: statistics)
        do throws(LogError) {
            lookup = try Lookup(settings, notice: notice)
        } catch {
            producer.close()
            throw error
        }
    }

    deinit { producer.close() }

    /// Makes the topics that are absent, and checks those that are there: their number of
    /// partitions, and that they forget nothing they should keep. Blocks until the brokers answer.
    ///
    /// Throws `unusable` with what to change when a topic is not as it must be, `unavailable` when
    /// the brokers do not answer: try again.
    public func prepareTopics() throws(LogError) {
        try Topics(settings, notice: notice).prepare()
    }

    /// The topics that are there already, made by whomever.
    public func existingTopics() throws(LogError) -> [Topic] {
        try Topics(settings, notice: notice).existing()
    }

    public func append(
        _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        producer.append(batch, acknowledged)
    }

    public func reader() throws(LogError) -> any Consumer { try consumer(nil) }

    public func member(of group: String, on topic: Topic) throws(LogError) -> any Consumer {
        try consumer((group, topic))
    }

    private func consumer(
        _ group: (name: String, topic: Topic)?
    ) throws(LogError) -> KafkaConsumer {
        try state.withLock { state throws(LogError) in
            if state.isClosed { throw .closed }
            let consumer = try KafkaConsumer(
                settings, group: group, notice: notice,
                bounds: { [lookup] partition throws(LogError) in try lookup.bounds(of: partition) })
            state.bells.removeAll { $0.consumer == nil }
            state.bells.append(Weak(consumer: consumer))
            return consumer
        }
    }

    public func bounds(of partition: Partition) throws(LogError) -> Range<Int64> {
        try lookup.bounds(of: partition)
    }

    public func record(
        at offset: Int64, of partition: Partition
    ) throws(LogError) -> StoredRecord? {
        try lookup.record(at: offset, of: partition)
    }

    public func lastRecord(of partition: Partition) throws(LogError) -> StoredRecord? {
        try lookup.lastRecord(of: partition)
    }

    public func close() {
        let consumers = state.withLock { state in
            state.isClosed = true
            defer { state.bells = [] }
            return state.bells
        }
        for weak in consumers { weak.consumer?.bell.with { $0.close() } }
        producer.close()
        lookup.close()
    }
}
