internal import CRdkafka
internal import Log

/// Asks the brokers' administration, and waits for its answers.
struct Admin {
    private let client: Client
    private static let timeoutMilliseconds: Int32 = 15_000

    init(_ client: Client) { self.client = client }

    /// Another who makes the same topic at the same time is no error.
    func make(
        _ topics: [TopicDescription], partitions: Int32, replication: Int32
    ) throws(LogError) {
        var news: [OpaquePointer?] = unsafe []
        defer { unsafe news.forEach { unsafe rd_kafka_NewTopic_destroy($0) } }
        for topic in topics {
            var reason = [CChar](repeating: 0, count: 512)
            let new = unsafe rd_kafka_NewTopic_new(
                client.name(of: topic.topic), partitions, replication, &reason, reason.count)
            guard let new = unsafe new else { throw .unusable(text(reason)) }
            unsafe news.append(new)
            for (name, value) in topic.properties {
                _ = unsafe rd_kafka_NewTopic_set_config(new, name, value)
            }
        }
        try unsafe ask { queue in
            unsafe rd_kafka_CreateTopics(client.handle, &news, news.count, nil, queue)
        } answer: { event throws(LogError) in
            var count = 0
            let results = unsafe rd_kafka_CreateTopics_result_topics(
                rd_kafka_event_CreateTopics_result(event), &count)
            for index in 0..<count {
                let result = unsafe results?[index]
                let code = unsafe rd_kafka_topic_result_error(result)
                if code == RD_KAFKA_RESP_ERR_NO_ERROR { continue }
                if code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS { continue }
                let name = unsafe String(cString: rd_kafka_topic_result_name(result))
                let reason = unsafe rd_kafka_topic_result_error_string(result)
                    .map { unsafe String(cString: $0) }
                throw .unusable("topic \(name) cannot be made: \(reason ?? describe(code))")
            }
        }
    }

    /// The properties of each topic as the brokers have them.
    func properties(of topics: [Topic]) throws(LogError) -> [Topic: [String: String]] {
        var resources: [OpaquePointer?] = unsafe []
        defer { unsafe resources.forEach { unsafe rd_kafka_ConfigResource_destroy($0) } }
        for topic in topics {
            unsafe resources.append(
                rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, client.name(of: topic)))
        }
        var properties: [Topic: [String: String]] = [:]
        try unsafe ask { queue in
            unsafe rd_kafka_DescribeConfigs(
                client.handle, &resources, resources.count, nil, queue)
        } answer: { event throws(LogError) in
            var count = 0
            let results = unsafe rd_kafka_DescribeConfigs_result_resources(
                rd_kafka_event_DescribeConfigs_result(event), &count)
            for index in 0..<count {
                guard let result = unsafe results?[index] else { continue }
                let name = unsafe String(cString: rd_kafka_ConfigResource_name(result))
                let code = unsafe rd_kafka_ConfigResource_error(result)
                if code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED {
                    throw .unusable(
                        "the configuration of topic \(name) cannot be read, which says whether it "
                            + "forgets: \(describe(code)); allow this client DescribeConfigs")
                }
                guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(code) }
                guard let topic = topics.first(where: { client.name(of: $0) == name }) else {
                    continue
                }
                properties[topic] = unsafe entries(of: result)
            }
        }
        return properties
    }

    private func entries(of resource: OpaquePointer) -> [String: String] {
        var count = 0
        let entries = unsafe rd_kafka_ConfigResource_configs(resource, &count)
        var found: [String: String] = [:]
        for index in 0..<count {
            let entry = unsafe entries?[index]
            guard let value = unsafe rd_kafka_ConfigEntry_value(entry) else { continue }
            found[unsafe String(cString: rd_kafka_ConfigEntry_name(entry))] =
                unsafe String(cString: value)
        }
        return found
    }

    private func ask(
        _ question: (OpaquePointer) -> Void,
        answer: (OpaquePointer) throws(LogError) -> Void
    ) throws(LogError) {
        guard let queue = unsafe rd_kafka_queue_new(client.handle) else { throw .closed }
        defer { unsafe rd_kafka_queue_destroy(queue) }
        unsafe question(queue)
        guard let event = unsafe rd_kafka_queue_poll(queue, Self.timeoutMilliseconds) else {
            throw LogError(RD_KAFKA_RESP_ERR__TIMED_OUT)
        }
        defer { unsafe rd_kafka_event_destroy(event) }
        let code = unsafe rd_kafka_event_error(event)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(code) }
        try unsafe answer(event)
    }
}
