internal import JSON
internal import Time

extension SubscriptionCommand {
    private enum Verb: String, CaseIterable {
        case test, replay, retry, retryDead, skip
    }

    private enum Name: String, CaseIterable {
        case order, event, since, until
    }

    func encode(into writer: inout Writer) {
        writer.beginObject()
        switch order {
        case .test: writer.member("order", Verb.test.rawValue)
        case .replay(let span):
            writer.member("order", Verb.replay.rawValue)
            writer.members(of: span)
        case .retry(let event):
            writer.member("order", Verb.retry.rawValue)
            writer.member("event", event.text)
        case .retryDead(let span):
            writer.member("order", Verb.retryDead.rawValue)
            writer.members(of: span)
        case .skip(let event):
            writer.member("order", Verb.skip.rawValue)
            writer.member("event", event.text)
        }
        writer.endObject()
    }

    init?(
        _ envelope: Envelope, _ subscription: SubscriptionID, from document: inout Document
    ) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.order]) else {
            return nil
        }
        var verb: Verb?
        var event: EventID?
        var since, until: Timestamp?
        while let field = try document.next(&fields) {
            switch field {
            case .order: verb = try document.choice(Verb.self, "an order")
            case .event: event = try document.eventID()
            case .since: since = try document.timestamp()
            case .until: until = try document.timestamp()
            }
        }
        let span = since.map { EventSpan(since: $0, until: until) }
        let order: Order? =
            switch verb {
            case .test: .test
            case .replay: span.map { .replay($0) }
            case .retryDead: span.map { .retryDead($0) }
            case .retry: event.map { .retry($0) }
            case .skip: event.map { .skip($0) }
            case nil: nil
            }
        guard let order else { return nil }
        self.init(subscription: subscription, id: envelope.id, time: envelope.time, order: order)
    }
}

extension EventSpan {
    private enum Name: String, CaseIterable {
        case since, until
    }

    /// Reads what a subscriber sends: `{"since","until"}`, the second optional.
    ///
    /// Throws all that is wrong with it.
    public init(document: Span<UInt8>) throws(Refusal) {
        self = try Document.producer(document) { document throws(JSONError) in
            guard var fields = try document.object(of: Name.self, required: [.since]) else {
                return nil
            }
            var since, until: Timestamp?
            while let field = try document.next(&fields) {
                switch field {
                case .since: since = try document.timestamp()
                case .until: until = try document.timestamp()
                }
            }
            return since.map { EventSpan(since: $0, until: until) }
        }
    }
}

extension Writer {
    mutating func members(of span: EventSpan) {
        member("since", span.since)
        if let until = span.until { member("until", until) }
    }
}

extension Document {
    mutating func eventID() throws(JSONError) -> EventID? {
        try parsed { text throws(ValidationError) in
            if let id = EventID(text) { return id }
            throw ValidationError(
                .malformed, "this is not an event's id", found: Text.excerpt(text),
                expected: "log, partition, offset, index and checksum, joined by hyphens")
        }
    }
}
