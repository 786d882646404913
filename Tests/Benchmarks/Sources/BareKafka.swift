import CRdkafka

/// A client of librdkafka, by the plainest means: what cannot be right ends the program.
private func client(
    _ type: rd_kafka_type_t, _ properties: [String: String]
) -> OpaquePointer {
    let configuration = rd_kafka_conf_new()
    for (name, value) in properties {
        let result = rd_kafka_conf_set(configuration, name, value, nil, 0)
        precondition(result == RD_KAFKA_CONF_OK, "\(name)=\(value)")
    }
    guard let client = rd_kafka_new(type, configuration, nil, 0) else {
        preconditionFailure("librdkafka makes no client")
    }
    return client
}

/// One partition, read from its beginning.
final class BareReader {
    typealias Message = UnsafeMutablePointer<rd_kafka_message_t>
    private let client: OpaquePointer
    private let topic: OpaquePointer?
    private let row: UnsafeMutableBufferPointer<Message?>
    private var count = 0

    init(_ servers: String, _ topic: String, atOnce: Int, from offset: Int64 = 0) {
        client = Benchmarks.client(
            RD_KAFKA_CONSUMER,
            // Where it holds what it may, it looks for room only once a second.
            ["bootstrap.servers": servers, "queued.min.messages": "1000000"])
        self.topic = rd_kafka_topic_new(client, topic, nil)
        row = .allocate(capacity: atOnce)
        precondition(rd_kafka_consume_start(self.topic, 0, offset) == 0)
    }

    deinit {
        giveBack()
        rd_kafka_consume_stop(topic, 0)
        rd_kafka_topic_destroy(topic)
        rd_kafka_destroy(client)
        row.deallocate()
    }

    /// Hands over what has come, or comes within a second. The bytes stay until the next time.
    func forEach(_ body: (UnsafeRawBufferPointer, _ offset: Int64) throws -> Void) rethrows {
        giveBack()
        count = max(0, rd_kafka_consume_batch(topic, 0, 1000, row.baseAddress, row.count))
        for case let message? in row.prefix(count)
        where message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
            let value = UnsafeRawBufferPointer(
                start: message.pointee.payload, count: message.pointee.len)
            try body(value, message.pointee.offset)
        }
    }

    private func giveBack() {
        for message in row.prefix(count) { rd_kafka_message_destroy(message) }
        count = 0
    }
}

/// One partition, appended to as safely as Peil does: idempotent, and acknowledged by all.
final class BareAppender {
    private let client: OpaquePointer
    private let topic: OpaquePointer?
    private var row: [rd_kafka_message_t] = []

    init(_ servers: String, _ topic: String, lingerMilliseconds: Int) {
        client = Benchmarks.client(
            RD_KAFKA_PRODUCER,
            [
                "bootstrap.servers": servers, "enable.idempotence": "true", "acks": "all",
                "linger.ms": "\(lingerMilliseconds)", "queue.buffering.max.messages": "1000000",
                "queue.buffering.max.kbytes": "2000000",
            ])
        self.topic = rd_kafka_topic_new(client, topic, nil)
    }

    deinit {
        rd_kafka_topic_destroy(topic)
        rd_kafka_destroy(client)
    }

    /// The bytes must stay where they are until `send`.
    func add(key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        var message = rd_kafka_message_t()
        message.key = UnsafeMutableRawPointer(mutating: key.baseAddress)
        message.key_len = key.count
        message.payload = UnsafeMutableRawPointer(mutating: value.baseAddress)
        message.len = value.count
        row.append(message)
    }

    func send() {
        let taken = rd_kafka_produce_batch(
            topic, 0, RD_KAFKA_MSG_F_COPY, &row, Int32(row.count))
        precondition(Int(taken) == row.count, "\(taken) of \(row.count) were taken")
        row.removeAll(keepingCapacity: true)
    }

    /// Waits until no more than so many are not acknowledged.
    func wait(until most: Int32) {
        while rd_kafka_outq_len(client) > most { rd_kafka_poll(client, 10) }
    }

    /// Waits until all are acknowledged.
    func flush() {
        precondition(rd_kafka_flush(client, 60_000) == RD_KAFKA_RESP_ERR_NO_ERROR)
    }
}
