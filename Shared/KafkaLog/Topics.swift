internal import CRdkafka
internal import Log

/// Makes and checks the topics of a log.
struct Topics {
    private let settings: KafkaSettings
    private let client: Client
    private static let timeoutMilliseconds: Int32 = 10_000

    init(
        _ settings: KafkaSettings, notice: @escaping @Sendable (KafkaNotice) -> Void
    ) throws(LogError) {
        self.settings = settings
        client = try Client(settings, .lookup, Callbacks(notice: notice))
    }

    /// Makes what is absent, then checks all.
    func prepare() throws(LogError) {
        let present = try existing()
        let absent = Topic.allCases.filter { !present.contains($0) }
        guard !absent.isEmpty else { return try check() }
        try make(absent)
        // A topic that was made is known to all brokers only after a moment.
        let end = ContinuousClock.now + .milliseconds(Int(Self.timeoutMilliseconds))
        while true {
            do throws(LogError) { return try check() } catch {
                guard case .unavailable = error, .now < end else { throw error }
            }
        }
    }

    /// The topics that are there; none of them is made.
    func existing() throws(LogError) -> [Topic] {
        let present = try counts()
        return Topic.allCases.filter { present[$0] != nil }
    }

    /// The number of partitions of each topic that is there.
    private func counts() throws(LogError) -> [Topic: Int32] {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let code = unsafe rd_kafka_metadata(
            client.handle, 1, nil, &metadata, Self.timeoutMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let metadata = unsafe metadata else {
            throw LogError(code)
        }
        defer { unsafe rd_kafka_metadata_destroy(metadata) }
        var counts: [Topic: Int32] = [:]
        for index in 0..<Int(unsafe metadata.pointee.topic_cnt) {
            let found = unsafe metadata.pointee.topics[index]
            let name = unsafe String(cString: found.topic)
            let topic = Topic.allCases.first { client.name(of: $0) == name }
            if let topic, unsafe found.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                counts[topic] = unsafe found.partition_cnt
            }
        }
        return counts
    }

    private func check() throws(LogError) {
        let counts = try counts()
        let properties = try Admin(client).properties(of: Topic.allCases)
        for topic in Topic.allCases {
            let name = client.name(of: topic)
            guard let count = counts[topic] else {
                throw .unavailable("topic \(name) is not there yet")
            }
            if count != settings.partitions {
                throw .unusable(
                    "topic \(name) has \(count) partitions, and topics.partitions is "
                        + "\(settings.partitions): a log's number of partitions never changes; "
                        + "set topics.partitions to \(count), or another topics.prefix")
            }
            let description = TopicDescription(topic: topic)
            if let fault = description.fault(in: properties[topic] ?? [:], name: name) {
                throw .unusable(fault)
            }
        }
    }

    private func make(_ topics: [Topic]) throws(LogError) {
        try Admin(client).make(
            topics.map(TopicDescription.init), partitions: settings.partitions,
            replication: settings.replication)
    }
}
