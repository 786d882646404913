internal import CRdkafka
internal import Log
internal import Synchronization

/// Answers what is asked of the log's present state, one question at a time.
final class Lookup: Sendable {
    private struct State {
        var client: Client?
        /// The brokers did not answer in all the time they had: until then they are not waited for
        /// as long.
        var awayUntil: ContinuousClock.Instant?
    }
    private let state: Mutex<State>
    private static let patienceMilliseconds: Int32 = 3000
    private static let impatienceMilliseconds: Int32 = 100
    /// So long that lasts at most: brokers that are back, but slow or far, need their time.
    private static let away = Duration.seconds(10)
    /// So long a broker is waited for, before it is asked who leads now.
    private static let tryMilliseconds: Int32 = 1000

    init(
        _ settings: KafkaSettings, notice: @escaping @Sendable (KafkaNotice) -> Void
    ) throws(LogError) {
        state = Mutex(State(client: try Client(settings, .lookup, Callbacks(notice: notice))))
    }

    func close() { state.withLock { $0.client = nil } }

    func bounds(of partition: Partition) throws(LogError) -> Range<Int64> {
        try ask { client, timeout throws(LogError) in
            try Self.bounds(client, partition, timeout)
        }
    }

    func record(at offset: Int64, of partition: Partition) throws(LogError) -> StoredRecord? {
        try ask { client, timeout throws(LogError) in
            guard try Self.bounds(client, partition, timeout).contains(offset) else { return nil }
            let found = try Self.first(client, partition, from: offset, timeout)
            return found?.offset == offset ? found : nil
        }
    }

    func lastRecord(of partition: Partition) throws(LogError) -> StoredRecord? {
        try ask { client, timeout throws(LogError) in
            let held = try Self.bounds(client, partition, timeout)
            // Behind the last record there may be holes: the further back, the larger the steps.
            var step: Int64 = 1
            var end = held.upperBound
            while end > held.lowerBound {
                let begin = max(held.lowerBound, end - step)
                var last: StoredRecord?
                try Self.read(client, partition, from: begin, timeout) { record in
                    if record.offset < end { last = record }
                    return record.offset < end - 1
                }
                if let last { return last }
                end = begin
                step *= 4
            }
            return nil
        }
    }

    private func ask<Answer>(
        _ body: (Client, _ timeoutMilliseconds: Int32) throws(LogError) -> Answer
    ) throws(LogError) -> Answer {
        try state.withLock { state throws(LogError) in
            guard let client = state.client else { throw .closed }
            let isAway = state.awayUntil.map { .now < $0 } ?? false
            do throws(LogError) {
                let answer = try body(
                    client, isAway ? Self.impatienceMilliseconds : Self.patienceMilliseconds)
                state.awayUntil = nil
                return answer
            } catch {
                if !isAway { state.awayUntil = .now + Self.away }
                throw error
            }
        }
    }
}

extension Lookup {
    private static func bounds(
        _ client: Client, _ partition: Partition, _ timeoutMilliseconds: Int32
    ) throws(LogError) -> Range<Int64> {
        let end = ContinuousClock.now + .milliseconds(Int(timeoutMilliseconds))
        let tryMilliseconds = min(timeoutMilliseconds, Self.tryMilliseconds)
        while true {
            do throws(Failure) {
                let (first, last) = (RD_KAFKA_OFFSET_BEGINNING, RD_KAFKA_OFFSET_END)
                let low = try offset(client, partition, Int64(first), tryMilliseconds)
                let high = try offset(client, partition, Int64(last), tryMilliseconds)
                return low..<max(low, high)
            } catch {
                guard staleMetadata.contains(error.code) else { throw LogError(error.code) }
                refresh(client, partition.topic, tryMilliseconds)
                guard .now < end else { throw LogError(error.code) }
            }
        }
    }

    private struct Failure: Error {
        let code: rd_kafka_resp_err_t
    }

    /// Where the partition begins or ends: the offset at a time that stands for that. What
    /// librdkafka has for it, `rd_kafka_query_watermark_offsets`, waits before 2.3.0 for a broker
    /// that is lost until it is back, whatever the time allowed.
    private static func offset(
        _ client: Client, _ partition: Partition, _ time: Int64, _ timeoutMilliseconds: Int32
    ) throws(Failure) -> Int64 {
        let (found, code) = client.offset(
            of: partition, at: time, timeoutMilliseconds: timeoutMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw Failure(code: code) }
        return found
    }

    /// What is answered about a partition that was made, or moved to another broker, just now; and
    /// by a broker that is lost, which librdkafka asks again and again: that others lead its
    /// partitions now, only fresh metadata tell.
    private static let staleMetadata = [
        RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TRANSPORT,
        RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
        RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
        RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
    ]

    private static func refresh(_ client: Client, _ topic: Topic, _ timeoutMilliseconds: Int32) {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        _ = unsafe rd_kafka_metadata(
            client.handle, 0, client.topic(topic), &metadata, timeoutMilliseconds)
        if let metadata = unsafe metadata { unsafe rd_kafka_metadata_destroy(metadata) }
    }

    private static func first(
        _ client: Client, _ partition: Partition, from offset: Int64,
        _ timeoutMilliseconds: Int32
    ) throws(LogError) -> StoredRecord? {
        var found: StoredRecord?
        try read(client, partition, from: offset, timeoutMilliseconds) { record in
            found = record
            return false
        }
        return found
    }

    /// Hands records to `each` as long as it wants more and there are any.
    private static func read(
        _ client: Client, _ partition: Partition, from offset: Int64,
        _ timeoutMilliseconds: Int32, _ each: (StoredRecord) -> Bool
    ) throws(LogError) {
        guard let topic = unsafe client.topic(partition.topic) else { return }
        guard unsafe rd_kafka_consume_start(topic, partition.number, offset) == 0 else {
            throw LogError(rd_kafka_last_error())
        }
        defer { unsafe rd_kafka_consume_stop(topic, partition.number) }
        var wantsMore = true
        while wantsMore {
            guard
                let message = unsafe rd_kafka_consume(
                    topic, partition.number, timeoutMilliseconds)
            else { throw LogError(RD_KAFKA_RESP_ERR__TIMED_OUT) }
            defer { unsafe rd_kafka_message_destroy(message) }
            let code = unsafe message.pointee.err
            if code == RD_KAFKA_RESP_ERR__PARTITION_EOF { return }
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(code) }
            unsafe message.pointee.hand(
                to: { _, record in wantsMore = each(StoredRecord(record)) }, of: partition)
        }
    }
}
