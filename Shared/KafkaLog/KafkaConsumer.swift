internal import CRdkafka
internal import Log
internal import Threading

/// A reader of Kafka, in a group or by itself. Each partition it reads has a queue of its own; a
/// poll waits for the bell that all of them ring.
///
/// Safe to share: one thread at a time uses it, but for `wake`, which touches the bell only.
final class KafkaConsumer: Consumer, @unchecked Sendable {
    let bell = Monitor(Bell())
    /// Nil once closed.
    private var client: Client?
    private let membership: Membership?
    private var feeds = FeedTable()
    private var row = MessagePointers()
    /// As a member: what is the caller's.
    private var claimed: Set<Partition> = []
    /// To be thrown by the next poll: records came before it.
    private var failure: LogError?
    /// Where a feed found its position to be none: nothing more comes of it. By the next poll it
    /// begins anew, or the position is outside of what the log holds.
    private var doubtful: [Partition: Int64] = [:]
    private let bounds: @Sendable (Partition) throws(LogError) -> Range<Int64>

    init(
        _ settings: KafkaSettings, group: (name: String, topic: Topic)?,
        notice: @escaping @Sendable (KafkaNotice) -> Void,
        bounds: @escaping @Sendable (Partition) throws(LogError) -> Range<Int64>
    ) throws(LogError) {
        self.bounds = bounds
        client = try Client(settings, .reader, Callbacks(notice: notice))
        guard let group else {
            membership = nil
            return
        }
        membership = try Membership(
            of: group.name, on: group.topic, settings, bell, notice: notice)
    }

    deinit { close() }

    func start(_ positions: [Partition: Int64]) throws(LogError) {
        var begins: [Partition: Int64] = [:]
        for (partition, position) in positions {
            begins[partition] = try begin(partition, position)
        }
        for (partition, position) in begins {
            precondition(
                membership == nil || claimed.contains(partition),
                "\(partition) is started by a member that has not claimed it")
            try feed(partition, from: position)
        }
    }

    /// Where reading begins: what has expired before it is skipped.
    private func begin(_ partition: Partition, _ position: Int64) throws(LogError) -> Int64 {
        let held = try bounds(partition)
        let first = partition.topic.retention == .forever ? held.lowerBound : 0
        guard (first...max(first, held.upperBound)).contains(position) else {
            throw .outOfRange(partition, wanted: position, held: held)
        }
        return max(position, held.lowerBound)
    }

    private func feed(_ partition: Partition, from offset: Int64) throws(LogError) {
        stop([partition])
        guard let client, let topic = unsafe client.topic(partition.topic),
            let queue = unsafe rd_kafka_queue_new(client.handle)
        else { throw .closed }
        let number = feeds.nextNumber()
        let ringing = unsafe RingingQueue(queue, bell) { $0.fill(number) }
        let feed = unsafe try Feed(
            of: partition, from: offset, number: number, topic: topic, ringing)
        feeds.add(feed)
    }

    func stop(_ partitions: [Partition]) {
        feeds.remove(Set(partitions))
        for partition in partitions { doubtful[partition] = nil }
    }

    func poll(
        timeoutMilliseconds: Int, limit: Int, _ each: (Partition, borrowing Record) -> Void
    ) throws(LogError) -> Poll {
        precondition(limit > 0, "a poll takes at least one record")
        let end = ContinuousClock.now + .milliseconds(timeoutMilliseconds)
        while true {
            if let news = membership?.poll() {
                note(news)
                return news
            }
            if let failure = failure.take() { throw failure }
            try settleDoubts()
            let milliseconds = max(0, Int((end - .now) / .milliseconds(1)))
            switch bell.wait(timeoutMilliseconds: milliseconds, until: { $0.take() }) {
            case nil, .woken: return .idle
            case .closed: throw .closed
            case .group: continue
            case .ready(let numbers, let isWoken):
                let count = try hand(over: numbers, limit: limit, each)
                if count > 0 { return .records(count) }
                if isWoken { return .idle }
            }
        }
    }

    private func hand(
        over numbers: [Int], limit: Int, _ each: (Partition, borrowing Record) -> Void
    ) throws(LogError) -> Int {
        var count = 0
        for (index, number) in numbers.enumerated() {
            guard count < limit else {
                bell.with { bell in numbers[index...].forEach { bell.fill($0) } }
                break
            }
            let (taken, partition, next) = feeds.take(number, limit: limit - count, &row, each)
            count += taken.count
            if taken.isFull { bell.with { $0.fill(number) } }
            if taken.hasMadeRoom, let partition { client?.fetchOn(partition) }
            guard let code = taken.failure, let partition else { continue }
            // The feeds behind it have rung, and ring no more until they are taken from.
            if Self.isOutside(code) {
                doubtful[partition] = next
            } else {
                failure = LogError(code)
            }
        }
        guard count == 0 else { return count }
        if let failure = failure.take() { throw failure }
        try settleDoubts()
        return 0
    }

    private static func isOutside(_ code: rd_kafka_resp_err_t) -> Bool {
        code == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE
            || code == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET
    }

    /// A broker that has just come back, or to lead, may have denied a position that it has.
    private func settleDoubts() throws(LogError) {
        while let (partition, next) = doubtful.first {
            do throws(LogError) {
                try feed(partition, from: try begin(partition, next))
            } catch .outOfRange(let partition, let wanted, let held) {
                stop([partition])
                throw .outOfRange(partition, wanted: wanted, held: held)
            }
        }
    }

    func wake() { bell.with { $0.wake() } }

    func report(_ positions: [Partition: Int64]) { membership?.report(positions) }

    func close() {
        bell.with { $0.close() }
        membership?.close()
        feeds.removeAll()
        client = nil
    }

    private func note(_ news: Poll) {
        switch news {
        case .claimed(let partitions): claimed.formUnion(partitions)
        case .revoked(let partitions), .lost(let partitions):
            stop(partitions)
            claimed.subtract(partitions)
        case .records, .idle: break
        }
    }
}
