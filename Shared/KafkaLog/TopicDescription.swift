internal import Log

/// What a topic is made with, and what it is checked against. Names and values are Kafka's
/// ("Topic configs" of its documentation).
struct TopicDescription {
    let topic: Topic

    /// Kafka's default: room for `Batch.recordLimitBytes` and what stands around a record.
    private static let messageBytes = 1_048_588

    var properties: [(name: String, value: String)] {
        [("max.message.bytes", "\(Self.messageBytes)")] + keeping
    }

    private var keeping: [(name: String, value: String)] {
        switch topic.retention {
        case .forever:
            [("cleanup.policy", "delete"), ("retention.ms", "-1"), ("retention.bytes", "-1")]
        case .days(let days):
            [("cleanup.policy", "delete"), ("retention.ms", "\(days * 86_400_000)")]
        case .compacted: [("cleanup.policy", "compact")]
        }
    }

    /// What is wrong with a topic that has these properties, and what to change; nil: nothing.
    func fault(in found: [String: String], name: String) -> String? {
        for (property, wanted) in properties {
            guard let value = found[property], value != wanted else { continue }
            switch property {
            case "max.message.bytes":
                guard let bytes = Int(value), bytes < Self.messageBytes else { continue }
            // Kept for longer than asked is no harm.
            case "retention.ms" where topic.retention != .forever: continue
            default: break
            }
            return "topic \(name) has \(property)=\(value) and must have \(property)=\(wanted)"
                + " (\(reason(property))): kafka-configs --alter --topic \(name)"
                + " --add-config \(property)=\(wanted)"
        }
        return nil
    }

    private func reason(_ property: String) -> String {
        switch property {
        case "max.message.bytes": "the largest record would be refused"
        case "cleanup.policy" where topic.retention == .compacted:
            "its last record of each key is kept for ever, and no older one"
        case "retention.ms" where topic.retention == .compacted: "it would forget"
        default: "it would forget, and what it holds cannot be had from elsewhere"
        }
    }
}
