public import Time

/// What is to be done once for a subscription, by whoever owns it then. It stands on the log under
/// a key of its own until it is done.
public struct SubscriptionCommand: Hashable, Sendable {
    public enum Order: Hashable, Sendable {
        /// Send an event that says it is a test.
        case test
        /// Send again what matches and is of this time.
        case replay(EventSpan)
        /// Attempt this delivery at once, with a whole schedule before it.
        case retry(EventID)
        /// The same for every dead one of this time.
        case retryDead(EventSpan)
        /// Give this delivery up.
        case skip(EventID)
    }

    public let subscription: SubscriptionID
    /// 1 to 40 of `[a-z0-9]`, made at random.
    public let id: String
    public let time: Timestamp
    public let order: Order

    public init(subscription: SubscriptionID, id: String, time: Timestamp, order: Order) {
        self.subscription = subscription
        self.id = id
        self.time = time
        self.order = order
    }
}

/// Events by their time: from `since` on and before `until`, where there is one.
public struct EventSpan: Hashable, Sendable {
    public let since: Timestamp
    public let until: Timestamp?

    public init(since: Timestamp, until: Timestamp? = nil) {
        self.since = since
        self.until = until
    }

    public func contains(_ time: Timestamp) -> Bool {
        guard time >= since else { return false }
        guard let until else { return true }
        return time < until
    }
}

/// What stands on `subscriptions`.
public enum SubscriptionRecord: Hashable, Sendable {
    case changed(Subscription)
    case commanded(SubscriptionCommand)

    public enum Kind: String, CaseIterable, Sendable {
        case changed = "peil.subscription.changed.v1"
        case commanded = "peil.subscription.commanded.v1"
    }

    /// A subscription's is its id; a command's has its own id behind that.
    public enum Key: Hashable, Sendable {
        case subscription(SubscriptionID)
        case command(SubscriptionID, String)

        /// Nil when `text` is none.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard let first = parts.first, let id = SubscriptionID(first) else { return nil }
            switch parts.count {
            case 1: self = .subscription(id)
            case 2: self = .command(id, String(parts[1]))
            default: return nil
            }
        }

        public var text: String {
            switch self {
            case .subscription(let id): id.text
            case .command(let id, let command): "\(id.text)/\(command)"
            }
        }
    }

    public var key: Key {
        switch self {
        case .changed(let subscription): .subscription(subscription.id)
        case .commanded(let command): .command(command.subscription, command.id)
        }
    }
}
