/// The topics of one installation. The implementation puts the prefix of the settings before the
/// names. All have the same number of partitions.
public enum Topic: String, CaseIterable, Hashable, Sendable {
    /// Figures reported, indicators defined, targets set and withdrawn: the truth, kept for ever.
    case updates
    /// What came of an update, at the update's own partition number.
    case outcomes
    /// The answer to every definition update, at the update's own partition number.
    case catalogue
    /// What could not be processed, with the reason.
    case rejects
    /// What subscribers ask for, commands included.
    case subscriptions
    /// What the owner of a subscription must not forget.
    case deliveries

    /// How long a log keeps a topic's records.
    public enum Retention: Hashable, Sendable {
        case forever
        case days(Int)
        /// The last record of each key; a record without a value deletes its key.
        case compacted
    }

    public var retention: Retention {
        switch self {
        case .updates, .outcomes, .catalogue: .forever
        case .rejects: .days(30)
        case .subscriptions, .deliveries: .compacted
        }
    }
}

/// One partition of one topic.
public struct Partition: Hashable, Sendable {
    public let topic: Topic
    public let number: Int32

    public init(_ topic: Topic, _ number: Int32) {
        self.topic = topic
        self.number = number
    }
}

extension Partition: CustomStringConvertible {
    /// `updates/5`.
    public var description: String { "\(topic.rawValue)/\(number)" }
}
