internal import CRdkafka
internal import Log

/// Owns properties until a client takes them.
///
/// Safe: the handle is made here, and freed here or by the client, once.
@safe struct Configuration: ~Copyable {
    /// Nil once taken.
    private var handle: OpaquePointer? = unsafe rd_kafka_conf_new()

    /// The settings' own properties, and `role`'s. Throws `unusable` where librdkafka knows no such
    /// property, refuses its value, or the log depends on another value.
    init(_ settings: KafkaSettings, for role: Role) throws(LogError) {
        for (name, value) in Self.defaults.merging(role.defaults, uniquingKeysWith: { $1 }) {
            try set(name, value)
        }
        for (name, value) in settings.properties.sorted(by: { $0.key < $1.key }) {
            if let fixed = Self.fixed[name], fixed != value {
                throw .unusable("kafka.\(name) is \(value), and Peil depends on \(fixed)")
            }
            try set(name, value)
            if name == "message.max.bytes", Int(value) ?? .max < Self.leastMessageBytes {
                throw .unusable(
                    "kafka.\(name) is \(value), and Peil's records need "
                        + "\(Self.leastMessageBytes)")
            }
        }
        for (name, value) in role.fixed { try set(name, value) }
    }

    /// The largest record, and what goes around it.
    private static let leastMessageBytes = 1_000_000

    deinit { if let handle = unsafe handle { unsafe rd_kafka_conf_destroy(handle) } }

    /// Runs `body` on librdkafka's own configuration, to hang callbacks into it.
    func with(_ body: (OpaquePointer) -> Void) {
        if let handle = unsafe handle { unsafe body(handle) }
    }

    /// Makes a client of these properties, which it owns from now on.
    mutating func makeClient(_ type: rd_kafka_type_t) throws(LogError) -> OpaquePointer {
        var reason = [CChar](repeating: 0, count: 512)
        guard let client = unsafe rd_kafka_new(type, handle, &reason, reason.count) else {
            throw .unusable("no Kafka client could be made: \(text(reason))")
        }
        unsafe handle = nil
        return unsafe client
    }

    private func set(_ name: String, _ value: String) throws(LogError) {
        var reason = [CChar](repeating: 0, count: 512)
        let result = unsafe rd_kafka_conf_set(handle, name, value, &reason, reason.count)
        guard result == RD_KAFKA_CONF_OK else {
            // What librdkafka gives as reason names the property and the value.
            throw .unusable("kafka.\(name) cannot be \"\(value)\": \(text(reason))")
        }
    }

    /// What a client is for.
    enum Role {
        case producer, reader, lookup, member(group: String)
    }
}

extension Configuration {
    /// Unless the settings say otherwise.
    private static let defaults = [
        "client.id": "peil",
        // A broker that is back is found at once.
        "reconnect.backoff.ms": "50",
        "reconnect.backoff.max.ms": "1000",
        // One that came back under another address is not waited for at the former.
        "socket.connection.setup.timeout.ms": "5000",
        "socket.nagle.disable": "true",
    ]

    /// What no setting may change: order, identity and positions depend on it (design.md,
    /// "Coordinates make it exactly once"; reliability.md on librdkafka).
    private static let fixed = [
        "enable.idempotence": "true", "enable.gapless.guarantee": "true",
        "message.timeout.ms": "0", "acks": "all", "request.required.acks": "all",
        "enable.auto.commit": "false", "enable.auto.offset.store": "false",
        "auto.offset.reset": "error", "partition.assignment.strategy": "range,roundrobin",
        "partitioner": "murmur2_random", "allow.auto.create.topics": "false",
    ]
}

extension Configuration.Role {
    fileprivate var defaults: [String: String] {
        switch self {
        case .producer: ["statistics.interval.ms": "5000"]
        case .reader:
            [
                // Of one partition, read ahead: what a fold needs to be busy while it waits.
                "queued.min.messages": "20000", "queued.max.messages.kbytes": "8192",
                "fetch.error.backoff.ms": "20",
            ].merging(
                Client.looksByItself ? ["fetch.queue.backoff.ms": "10"] : [:],
                uniquingKeysWith: { $1 })
        case .lookup:
            ["fetch.wait.max.ms": "10", "fetch.message.max.bytes": "65536"]
        case .member:
            // One that was killed is missed within seconds; one that was only slow loses nothing.
            ["session.timeout.ms": "6000", "heartbeat.interval.ms": "1500"]
        }
    }

    fileprivate var fixed: [String: String] {
        switch self {
        case .producer:
            [
                "enable.idempotence": "true", "enable.gapless.guarantee": "true",
                "message.timeout.ms": "0", "acks": "all", "partitioner": "murmur2_random",
                // Else brokers whose default it is make what is asked for, with one partition.
                "allow.auto.create.topics": "false",
                // The log's own bound counts bytes before a record comes here.
                "queue.buffering.max.messages": "10000000",
                "queue.buffering.max.kbytes": "2097151",
                // A request is as large as its bytes may be.
                "batch.num.messages": "1000000",
            ]
        case .reader: ["auto.offset.reset": "error"]
        case .lookup: ["auto.offset.reset": "error", "enable.partition.eof": "true"]
        case .member(let group):
            [
                "group.id": group, "enable.auto.commit": "false",
                "enable.auto.offset.store": "false",
                // Its loops were mended in 2.6.1 for the cooperative kind.
                "partition.assignment.strategy": "range,roundrobin",
            ]
        }
    }
}

/// Text that C has left in a buffer.
func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
