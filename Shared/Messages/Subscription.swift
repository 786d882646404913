public import Time

/// A subscription's id: `sub_` and 1 to 36 of `[a-z0-9]`, made at random.
public struct SubscriptionID: Hashable, Comparable, Sendable {
    public let text: String

    /// Nil when `text` is no such id.
    public init?(_ text: some StringProtocol) {
        guard text.hasPrefix("sub_"), (5...40).contains(text.utf8.count),
            text.utf8.dropFirst(4).allSatisfy({ byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            })
        else { return nil }
        self.text = String(text)
    }

    public static func < (one: SubscriptionID, other: SubscriptionID) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
}

/// What someone wants to be told, where, and how.
public struct Subscription: Hashable, Sendable {
    /// What its webhooks are signed with (Standard Webhooks).
    public enum Signature: String, CaseIterable, Sendable {
        /// HMAC-SHA-256 with a secret that both hold.
        case shared = "v1"
        /// ed25519: the receiver holds the public key only.
        case signing = "v1a"
    }

    /// A secret as the log holds it: sealed under the installation's key, in base64.
    public struct Secret: Hashable, Sendable {
        public var sealed: String
        /// Nil for the current one; an old one signs until then.
        public var expires: Timestamp?

        public init(sealed: String, expires: Timestamp? = nil) {
            self.sealed = sealed
            self.expires = expires
        }
    }

    /// What its owner can choose.
    public struct Terms: Hashable, Sendable {
        public var url: WebhookURL
        public var filter = SubscriptionFilter()
        public var signature = Signature.shared
        /// In the order of each series, the next only after the one before was taken.
        public var ordered = false
        /// Requests a second.
        public var rate = 10.0
        /// Requests under way at once.
        public var concurrency = 2
        /// Whether the receiver is asked first, as CloudEvents' OPTIONS request does.
        public var handshake = false
        public var description: String?
        /// A subscription that is not waits: what it would have got stands on the log.
        public var enabled = true

        public init(url: WebhookURL) { self.url = url }
    }

    public let id: SubscriptionID
    /// The name of the token that made it, which outlives the token's rotation.
    public let owner: String
    public let created: Timestamp
    /// Where outcomes stood when it was made: what comes after is delivered.
    public let from: OutcomesCursor
    public var terms: Terms
    /// The current one first.
    public var secrets: [Secret]
    /// From 1, one more with each change.
    public var version = 1
    /// How often it was enabled: what stopped it before the last time no longer counts.
    public var enabling = 1
    public var changed: Timestamp

    public init(
        id: SubscriptionID, owner: String, created: Timestamp, from: OutcomesCursor, terms: Terms,
        secrets: [Secret]
    ) {
        self.id = id
        self.owner = owner
        self.created = created
        self.from = from
        self.terms = terms
        self.secrets = secrets
        changed = created
    }
}

/// How far one partition of outcomes was read.
public struct OutcomesPlace: Hashable, Sendable {
    /// The offset on the log to read next.
    public var next: Int64
    /// The highest place of an outcome below it; what is not above it is a copy. Nil: none yet.
    public var high: OutcomePosition?

    public init(next: Int64 = 0, high: OutcomePosition? = nil) {
        self.next = next
        self.high = high
    }

    /// Moves past the record at `offset`; false when that is a copy of one before.
    public mutating func pass(_ offset: Int64, _ position: OutcomePosition) -> Bool {
        next = offset + 1
        if let high, position <= high { return false }
        high = position
        return true
    }
}

/// How far outcomes were read, by partition from 0.
public typealias OutcomesCursor = [OutcomesPlace]
