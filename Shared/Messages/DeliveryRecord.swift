public import Time

/// What stands on `deliveries`: what the owner of a subscription must not forget.
public enum DeliveryRecord: Hashable, Sendable {
    case standing(SubscriptionStanding)
    case owed(OwedDelivery)
    case replay(ReplayProgress)

    public enum Kind: String, CaseIterable, Sendable {
        case standing = "peil.subscription.standing.v1"
        case owed = "peil.delivery.owed.v1"
        case replay = "peil.subscription.replay.v1"
    }

    /// The subscription's id, a slash, and what of it.
    public enum Key: Hashable, Sendable {
        case standing(SubscriptionID)
        case owed(SubscriptionID, EventID)
        case replay(SubscriptionID, String)

        /// Nil when `text` is none.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count >= 2, let id = SubscriptionID(parts[0]) else { return nil }
            switch (parts[1], parts.count) {
            case ("standing", 2): self = .standing(id)
            case ("replay", 3): self = .replay(id, String(parts[2]))
            case (_, 2):
                guard let event = EventID(String(parts[1])) else { return nil }
                self = .owed(id, event)
            default: return nil
            }
        }

        public var text: String {
            switch self {
            case .standing(let id): "\(id.text)/standing"
            case .owed(let id, let event): "\(id.text)/\(event.text)"
            case .replay(let id, let command): "\(id.text)/replay/\(command)"
            }
        }

        public var subscription: SubscriptionID {
            switch self {
            case .standing(let id), .owed(let id, _), .replay(let id, _): id
            }
        }
    }
}

/// How a subscription stands: how far it is delivered, and whether its receiver answers.
public struct SubscriptionStanding: Hashable, Sendable {
    /// Why deliveries stopped by themselves.
    public enum Reason: String, CaseIterable, Sendable {
        /// The receiver answered 410.
        case gone
        /// Nothing was taken for days.
        case failing
    }

    public struct Disabling: Hashable, Sendable {
        public var reason: Reason
        public var time: Timestamp
        /// The subscription's number of enabling; it holds for that one only.
        public var enabling: Int

        public init(reason: Reason, time: Timestamp, enabling: Int) {
            self.reason = reason
            self.time = time
            self.enabling = enabling
        }
    }

    /// All below it was delivered, is of no interest, or is owed by a record of its own.
    public var position: OutcomesCursor
    public var failingSince: Timestamp?
    public var disabled: Disabling?
    /// The URL that has consented to be called, where that was asked.
    public var consented: String?

    public init(position: OutcomesCursor) { self.position = position }
}

/// A delivery that was attempted, or waits behind one that was.
public struct OwedDelivery: Hashable, Sendable {
    public var event: EventID
    /// The offset at which the event stands on `outcomes`.
    public var offset: Int64
    /// The event's own.
    public var time: Timestamp
    /// What it is ordered in: the series, else the target.
    public var line: String
    /// Failed ones of the present schedule.
    public var attempts: Int
    /// When the next attempt is due; nil when it is dead.
    public var due: Timestamp?

    public init(
        event: EventID, offset: Int64, time: Timestamp, line: String, attempts: Int,
        due: Timestamp?
    ) {
        self.event = event
        self.offset = offset
        self.time = time
        self.line = line
        self.attempts = attempts
        self.due = due
    }
}

/// A replay under way.
public struct ReplayProgress: Hashable, Sendable {
    public var command: String
    public var span: EventSpan
    public var position: OutcomesCursor
    /// By partition, the offset on the log before which it ends.
    public var end: [Int64]

    public init(command: String, span: EventSpan, position: OutcomesCursor, end: [Int64]) {
        self.command = command
        self.span = span
        self.position = position
        self.end = end
    }

    public var isDone: Bool { zip(position, end).allSatisfy { $0.next >= $1 } }
}
