internal import CRdkafka
internal import Log

/// Owns the fetching of one partition from one position on: begun anew, it is another feed with a
/// queue of its own, so nothing of the old one can come after.
///
/// Safe: the topic is the client's, which outlives its feeds.
@safe struct Feed: ~Copyable {
    let partition: Partition
    /// By which the bell and the consumer know it.
    let number: Int
    private(set) var next: Int64
    private let topic: OpaquePointer
    private let queue: RingingQueue
    private var room = Room()

    init(
        of partition: Partition, from offset: Int64, number: Int, topic: OpaquePointer,
        _ queue: consuming RingingQueue
    ) throws(LogError) {
        let code = unsafe rd_kafka_consume_start_queue(
            topic, partition.number, offset, queue.handle)
        guard code == 0 else { throw LogError(rd_kafka_last_error()) }
        self.partition = partition
        self.number = number
        next = offset
        unsafe self.topic = topic
        self.queue = queue
    }

    deinit { unsafe rd_kafka_consume_stop(topic, partition.number) }

    /// What taking from the queue came to.
    struct Taken {
        var count = 0
        /// Whether the queue may hold more.
        var isFull = false
        /// Whether the client should be told that its queue has room again.
        var hasMadeRoom = false
        var failure: rd_kafka_resp_err_t?
    }

    /// Hands over what has come, at most what `row` holds of it.
    mutating func take(
        _ row: UnsafeMutableBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?>,
        _ each: (Partition, borrowing Record) -> Void
    ) -> Taken {
        let count = unsafe rd_kafka_consume_batch_queue(
            queue.handle, 0, row.baseAddress, row.count)
        var taken = Taken()
        taken.isFull = count == row.count
        for index in 0..<max(0, count) {
            guard let message = unsafe row[index] else { continue }
            defer { unsafe rd_kafka_message_destroy(message) }
            let code = unsafe message.pointee.err
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                taken.failure = code
                continue
            }
            let offset = unsafe message.pointee.offset
            guard offset >= next else { continue }
            unsafe message.pointee.hand(to: each, of: partition)
            room.add(unsafe message.pointee.len)
            taken.count += 1
            next = offset + 1
        }
        taken.hasMadeRoom = room.take()
        return taken
    }

    /// What was taken since the client was last told of it: at most half of what its queue holds
    /// before it fetches no more (`Configuration`).
    private struct Room {
        private var records = 0
        private var bytes = 0

        mutating func add(_ bytes: Int) {
            records += 1
            self.bytes += bytes
        }

        mutating func take() -> Bool {
            guard records >= 10_000 || bytes >= 4 << 20 else { return false }
            self = Room()
            return true
        }
    }
}

extension rd_kafka_message_t {
    /// As a record whose bytes are librdkafka's, for as long as `each` runs.
    func hand(to each: (Partition, borrowing Record) -> Void, of partition: Partition) {
        let key = unsafe UnsafeBufferPointer(
            start: key?.assumingMemoryBound(to: UInt8.self), count: key_len)
        let value = unsafe UnsafeBufferPointer(
            start: payload?.assumingMemoryBound(to: UInt8.self), count: len)
        unsafe each(
            partition, Record(offset: offset, key: unsafe key.span, value: unsafe value.span))
    }
}
