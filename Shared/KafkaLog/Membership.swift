internal import CRdkafka
internal import Log
internal import Synchronization
internal import Threading

/// A place in a consumer group: who owns which partitions, and nothing else. It fetches no record:
/// positions are the log's callers', so the partitions are taken note of and never assigned to
/// librdkafka.
///
/// Used by the thread that polls.
final class Membership {
    /// What the group has said, on this thread, while it was polled.
    private final class Told: Sendable {
        let news = Mutex<[Poll]>([])
        let isClosing = Atomic(false)

        /// True: nobody is asked before they are given up.
        func rebalanced(_ rebalance: Callbacks.Rebalance, _ topic: Topic) -> Bool {
            switch rebalance {
            case .assigned(let numbers):
                let partitions = numbers.map { Partition(topic, $0) }
                news.withLock { $0.append(.claimed(partitions)) }
                return false
            case .revoked(let numbers, let isLost):
                let partitions = numbers.map { Partition(topic, $0) }
                news.withLock { $0.append(isLost ? .lost(partitions) : .revoked(partitions)) }
                return isLost || isClosing.load(ordering: .relaxed)
            }
        }
    }
    /// Nil once closed.
    private var client: Client?
    private var queue: RingingQueue?
    private let told: Told
    /// Told to the caller, who gives them up by polling again.
    private var isGiving = false
    private var positions: [Partition: Int64] = [:]
    private var reportedAt = ContinuousClock.now
    private static let reportInterval = Duration.seconds(1)

    init(
        of group: String, on topic: Topic, _ settings: KafkaSettings, _ bell: Monitor<Bell>,
        notice: @escaping @Sendable (KafkaNotice) -> Void
    ) throws(LogError) {
        let told = Told()
        self.told = told
        let callbacks = Callbacks(notice: notice) { told.rebalanced($0, topic) }
        let client = try Client(settings, .member(group: settings.prefix + group), callbacks)
        unsafe rd_kafka_poll_set_consumer(client.handle)
        guard let queue = unsafe rd_kafka_queue_get_consumer(client.handle) else {
            throw .unusable("the Kafka client of group \(group) has no queue")
        }
        self.client = client
        self.queue = unsafe RingingQueue(queue, bell) { $0.group() }
        let topics = PartitionList()
        topics.add(client.name(of: topic), 0)
        let code = unsafe topics.with { unsafe rd_kafka_subscribe(client.handle, $0) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(code) }
    }

    /// What the group says; nil: nothing new. Says to the group that the process is alive.
    func poll() -> Poll? {
        guard let client else { return nil }
        if isGiving {
            isGiving = false
            commit(client)
            _ = unsafe rd_kafka_assign(client.handle, nil)
        }
        if .now - reportedAt >= Self.reportInterval { commit(client) }
        if let message = unsafe rd_kafka_consumer_poll(client.handle, 0) {
            // Nothing is fetched: an error, which the client mends and has told as a notice.
            unsafe rd_kafka_message_destroy(message)
        }
        let news = told.news.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if case .revoked = news { isGiving = true }
        return news
    }

    func report(_ positions: [Partition: Int64]) {
        self.positions.merge(positions, uniquingKeysWith: { $1 })
    }

    /// Does not wait for the answer: it serves lag monitors only.
    private func commit(_ client: Client) {
        reportedAt = .now
        guard !positions.isEmpty else { return }
        let list = PartitionList(capacity: positions.count)
        for (partition, offset) in positions {
            list.add(client.name(of: partition.topic), partition.number, offset: offset)
        }
        positions = [:]
        _ = unsafe list.with { unsafe rd_kafka_commit(client.handle, $0, 1) }
    }

    /// Leaves the group at once, so that others need not miss it first.
    func close() {
        told.isClosing.store(true, ordering: .relaxed)
        guard let client else { return }
        commit(client)
        _ = unsafe rd_kafka_assign(client.handle, nil)
        _ = unsafe rd_kafka_consumer_close(client.handle)
        queue = nil
        self.client = nil
    }
}
