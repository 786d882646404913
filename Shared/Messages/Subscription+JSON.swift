public import JSON
internal import Time

extension SubscriptionRecord {
    /// The record's value: a CloudEvents event in structured mode.
    public func encode(into writer: inout Writer) {
        switch self {
        case .changed(let subscription):
            let id = "\(subscription.id.text)-\(subscription.version)"
            writer.event(
                id: id, kind: Kind.changed.rawValue, of: subscription.id,
                time: subscription.changed
            ) { subscription.encode(into: &$0) }
        case .commanded(let command):
            writer.event(
                id: command.id, kind: Kind.commanded.rawValue, of: command.subscription,
                time: command.time
            ) { command.encode(into: &$0) }
        }
    }

    /// Reads a record of `subscriptions`. Fields that are not known are ignored.
    ///
    /// Throws the first error, with its JSON pointer.
    public init(decoding record: Span<UInt8>) throws(ValidationError) {
        self = try Envelope.decode(record) { envelope, document throws(JSONError) in
            guard let kind = envelope.type(as: Kind.self, &document),
                let id = envelope.subscription(&document)
            else { return nil }
            switch kind {
            case .changed:
                return try Subscription(id, changed: envelope.time, from: &document)
                    .map { .changed($0) }
            case .commanded:
                return try SubscriptionCommand(envelope, id, from: &document)
                    .map { .commanded($0) }
            }
        }
    }
}

extension Writer {
    mutating func event(
        id: String, kind: String, of subscription: SubscriptionID, time: Timestamp,
        data: (inout Writer) -> Void
    ) {
        let (source, subject) = ("/peil/notify", subscription.text)
        let none = ""
        event(
            id: id.utf8.span, source: source.utf8.span, type: kind, subject: subject.utf8.span,
            time: time, traceparent: none.utf8.span, data: data)
    }
}

extension Envelope {
    /// The subscription it is about; what is none is noted.
    func subscription(_ document: inout Document) -> SubscriptionID? {
        if let subject, let id = SubscriptionID(subject) { return id }
        document.note(
            ValidationError(
                .malformed, "the subject is not a subscription's id",
                found: Text.excerpt(subject ?? ""), expected: "an id such as sub_4f0c"),
            at: 0)
        return nil
    }
}

extension Subscription {
    private enum Name: String, CaseIterable {
        case owner, created, from, terms, secrets, version, enabling
    }

    func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("owner", owner)
        writer.member("created", created)
        writer.member("version", version)
        writer.member("enabling", enabling)
        writer.member("from", from)
        writer.name("terms")
        writer.object { terms.encodeMembers(into: &$0) }
        writer.name("secrets")
        writer.beginArray()
        for secret in secrets {
            writer.beginObject()
            writer.member("sealed", secret.sealed)
            if let expires = secret.expires { writer.member("expires", expires) }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    init?(
        _ id: SubscriptionID, changed: Timestamp, from document: inout Document
    ) throws(JSONError) {
        let required: [Name] = [.owner, .created, .from, .terms, .secrets, .version, .enabling]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var owner: String?
        var created: Timestamp?
        var from: OutcomesCursor?
        var draft: SubscriptionDraft?
        var secrets: [Secret]?
        var version, enabling: Int?
        while let field = try document.next(&fields) {
            switch field {
            case .owner: owner = try document.string()
            case .created: created = try document.timestamp()
            case .from: from = try document.cursor()
            case .terms: draft = try SubscriptionDraft(from: &document)
            case .secrets: secrets = try document.secrets()
            case .version: version = try document.integer(from: 1)
            case .enabling: enabling = try document.integer(from: 1)
            }
        }
        guard let owner, let created, let from, let terms = draft?.terms, let secrets, let version,
            let enabling
        else { return nil }
        self.init(
            id: id, owner: owner, created: created, from: from, terms: terms, secrets: secrets)
        self.version = version
        self.enabling = enabling
        self.changed = changed
    }
}

extension Document {
    fileprivate mutating func secrets() throws(JSONError) -> [Subscription.Secret]? {
        enum Name: String, CaseIterable { case sealed, expires }
        guard try begin(.array) else { return nil }
        var secrets: [Subscription.Secret] = []
        while try nextElement() {
            guard var fields = try object(of: Name.self, required: [.sealed]) else { continue }
            var sealed: String?
            var expires: Timestamp?
            while let field = try next(&fields) {
                switch field {
                case .sealed: sealed = try string()
                case .expires: expires = try timestamp()
                }
            }
            if let sealed { secrets.append(Subscription.Secret(sealed: sealed, expires: expires)) }
        }
        return secrets
    }
}
