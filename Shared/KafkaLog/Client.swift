internal import CRdkafka
internal import Log

/// What librdkafka calls back, from threads of its own.
final class Callbacks: Sendable {
    /// What a group says of its partitions.
    enum Rebalance {
        case assigned([Int32])
        /// `isLost`: another may have them already.
        case revoked([Int32], isLost: Bool)
    }
    let notice: @Sendable (KafkaNotice) -> Void
    /// Called by `rd_kafka_consumer_poll`, on the thread that polls; true: what is revoked is given
    /// up at once.
    let rebalance: (@Sendable (Rebalance) -> Bool)?

    init(
        notice: @escaping @Sendable (KafkaNotice) -> Void,
        rebalance: (@Sendable (Rebalance) -> Bool)? = nil
    ) {
        self.notice = notice
        self.rebalance = rebalance
    }

    fileprivate static func of(_ client: OpaquePointer?) -> Callbacks? {
        guard let client = unsafe client, let opaque = unsafe rd_kafka_opaque(client) else {
            return nil
        }
        // The client's owner holds them as long as it lives.
        return unsafe Unmanaged<Callbacks>.fromOpaque(opaque).takeUnretainedValue()
    }
}

/// Owns one client of librdkafka, with the topics it has spoken of.
///
/// Safe: the handles are made and freed here, once. Safe to share: librdkafka's calls may come from
/// any thread.
@safe final class Client: @unchecked Sendable {
    let handle: OpaquePointer
    private let callbacks: Callbacks
    private let topics: [Topic: OpaquePointer]
    private let prefix: String

    init(
        _ settings: KafkaSettings, _ role: Configuration.Role, _ callbacks: Callbacks,
        events: Int32 = 0
    ) throws(LogError) {
        var configuration = try Configuration(settings, for: role)
        let opaque = unsafe Unmanaged.passUnretained(callbacks).toOpaque()
        unsafe configuration.with { conf in
            unsafe rd_kafka_conf_set_opaque(conf, opaque)
            unsafe rd_kafka_conf_set_log_cb(conf, tellNotice)
            if events != 0 { unsafe rd_kafka_conf_set_events(conf, events) }
            if callbacks.rebalance != nil {
                unsafe rd_kafka_conf_set_rebalance_cb(conf, tellRebalance)
            }
        }
        let isProducer = if case .producer = role { true } else { false }
        let handle = unsafe try configuration.makeClient(
            isProducer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER)
        var topics: [Topic: OpaquePointer] = unsafe [:]
        for topic in Topic.allCases {
            unsafe topics[topic] = rd_kafka_topic_new(handle, settings.prefix + topic.rawValue, nil)
        }
        unsafe self.handle = handle
        unsafe self.topics = topics
        self.callbacks = callbacks
        prefix = settings.prefix
    }

    deinit {
        unsafe topics.values.forEach { unsafe rd_kafka_topic_destroy($0) }
        unsafe rd_kafka_destroy(handle)
    }

    func topic(_ topic: Topic) -> OpaquePointer? { unsafe topics[topic] }

    /// As the brokers call it.
    func name(of topic: Topic) -> String { prefix + topic.rawValue }

    /// Has librdkafka look at once whether a queue that was full has room again. By itself it looks
    /// a second later, or when something is asked of the broker, whose answer nobody waits for.
    func fetchOn(_ partition: Partition) {
        guard !Self.looksByItself else { return }
        _ = offset(of: partition, at: Int64(RD_KAFKA_OFFSET_END), timeoutMilliseconds: 1)
    }

    /// What the partition's leader answers, in time: the offset at `time`, or why there is none.
    func offset(
        of partition: Partition, at time: Int64, timeoutMilliseconds: Int32
    ) -> (offset: Int64, code: rd_kafka_resp_err_t) {
        let list = PartitionList(capacity: 1)
        list.add(name(of: partition.topic), partition.number, offset: time)
        let (code, found) = unsafe list.with { list in
            let code = unsafe rd_kafka_offsets_for_times(handle, list, timeoutMilliseconds)
            return (code, unsafe list.pointee.elems[0])
        }
        return unsafe (found.offset, code == RD_KAFKA_RESP_ERR_NO_ERROR ? found.err : code)
    }

    /// Since 2.2.0 it looks as often as `fetch.queue.backoff.ms` says.
    static let looksByItself = rd_kafka_version() >= 0x0202_0000
}

private func tellNotice(
    _ client: OpaquePointer?, _ level: Int32, _ facility: UnsafePointer<CChar>?,
    _ text: UnsafePointer<CChar>?
) {
    guard let callbacks = unsafe Callbacks.of(client), let facility = unsafe facility,
        let text = unsafe text
    else { return }
    let notice = KafkaNotice(
        level: level, facility: unsafe String(cString: facility),
        text: unsafe String(cString: text))
    // Each client is given all properties, and says of those of the other kind that it has no use.
    if notice.facility != "CONFWARN" { callbacks.notice(notice) }
}

private func tellRebalance(
    _ client: OpaquePointer?, _ code: rd_kafka_resp_err_t, _ list: PartitionList.Pointer?,
    _: UnsafeMutableRawPointer?
) {
    guard let client = unsafe client, let list = unsafe list,
        let rebalance = unsafe Callbacks.of(client)?.rebalance
    else { return }
    let partitions = unsafe PartitionList.numbers(in: list)
    if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
        _ = rebalance(.assigned(partitions))
        // Nothing is to be fetched for the group.
        _ = unsafe PartitionList().with { unsafe rd_kafka_assign(client, $0) }
    } else {
        let isLost = unsafe rd_kafka_assignment_lost(client) == 1
        if rebalance(.revoked(partitions, isLost: isLost)) {
            _ = unsafe rd_kafka_assign(client, nil)
        }
    }
}
