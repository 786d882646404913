public import JSON

/// What a subscriber sends to make or change a subscription: what is absent stays as it is.
public struct SubscriptionDraft: Hashable, Sendable {
    public var url: WebhookURL?
    public var filter: SubscriptionFilter?
    public var signature: Subscription.Signature?
    public var ordered: Bool?
    public var rate: Double?
    public var concurrency: Int?
    public var handshake: Bool?
    public var description: String?
    public var enabled: Bool?

    enum Name: String, CaseIterable {
        case url, filter, signature, ordered, rate, concurrency, handshake, description, enabled
    }

    /// The most requests a second, and at once.
    static let rates = 0.01...100_000
    static let mostConcurrent = 256

    /// Throws all that is wrong with it.
    public init(document: Span<UInt8>) throws(Refusal) {
        self = try Document.producer(document) { document throws(JSONError) in
            try SubscriptionDraft(from: &document)
        }
    }

    init?(from document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: []) else { return nil }
        while let field = try document.next(&fields) {
            switch field {
            case .url:
                url = try document.parsed { text throws(ValidationError) in try WebhookURL(text) }
            case .filter: filter = try SubscriptionFilter(from: &document)
            case .signature:
                signature = try document.choice(Subscription.Signature.self, "a signature")
            case .ordered: ordered = try document.boolean()
            case .rate: rate = try document.rate()
            case .concurrency:
                concurrency = try document.integer(from: 1, to: Self.mostConcurrent)
            case .handshake: handshake = try document.boolean()
            case .description: description = try document.text("a description")
            case .enabled: enabled = try document.boolean()
            }
        }
    }

    /// A new subscription's terms; nil without a URL.
    public var terms: Subscription.Terms? { url.map { applied(to: Subscription.Terms(url: $0)) } }

    public func applied(to terms: Subscription.Terms) -> Subscription.Terms {
        var terms = terms
        if let url { terms.url = url }
        if let filter { terms.filter = filter }
        if let signature { terms.signature = signature }
        if let ordered { terms.ordered = ordered }
        if let rate { terms.rate = rate }
        if let concurrency { terms.concurrency = concurrency }
        if let handshake { terms.handshake = handshake }
        if let description { terms.description = description }
        if let enabled { terms.enabled = enabled }
        return terms
    }
}

extension Document {
    fileprivate mutating func rate() throws(JSONError) -> Double? {
        let offset = reader.offset
        guard let rate = try number() else { return nil }
        if SubscriptionDraft.rates.contains(rate) { return rate }
        note(
            ValidationError(
                .outOfBounds, "the rate is out of bounds", found: "\(rate)",
                expected: "0.01 to 100000 requests a second"),
            at: offset)
        return nil
    }
}

extension Subscription.Terms {
    /// As a subscriber sends and sees them.
    public func encodeMembers(into writer: inout Writer) {
        writer.member("url", url.text)
        writer.name("filter")
        filter.encode(into: &writer)
        writer.member("signature", signature.rawValue)
        writer.member("ordered", ordered)
        writer.member("rate", rate)
        writer.member("concurrency", concurrency)
        writer.member("handshake", handshake)
        if let description { writer.member("description", description) }
        writer.member("enabled", enabled)
    }
}
