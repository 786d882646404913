public import JSON
public import Time

extension DeliveryRecord {
    /// The value of a record about `subscription`: a CloudEvents event in structured mode.
    public func encode(
        about subscription: SubscriptionID, at time: Timestamp, into writer: inout Writer
    ) {
        switch self {
        case .standing(let standing):
            let id = Key.standing(subscription).text
            writer.event(id: id, kind: Kind.standing.rawValue, of: subscription, time: time) {
                standing.encode(into: &$0)
            }
        case .owed(let owed):
            let id = Key.owed(subscription, owed.event).text
            writer.event(id: id, kind: Kind.owed.rawValue, of: subscription, time: time) {
                owed.encode(into: &$0)
            }
        case .replay(let replay):
            let id = Key.replay(subscription, replay.command).text
            writer.event(id: id, kind: Kind.replay.rawValue, of: subscription, time: time) {
                replay.encode(into: &$0)
            }
        }
    }

    /// Reads a record of `deliveries`. Fields that are not known are ignored.
    ///
    /// Throws the first error, with its JSON pointer.
    public init(decoding record: Span<UInt8>) throws(ValidationError) {
        self = try Envelope.decode(record) { envelope, document throws(JSONError) in
            switch envelope.type(as: Kind.self, &document) {
            case .standing: try SubscriptionStanding(from: &document).map { .standing($0) }
            case .owed: try OwedDelivery(from: &document).map { .owed($0) }
            case .replay: try ReplayProgress(from: &document).map { .replay($0) }
            case nil: nil
            }
        }
    }
}

extension OwedDelivery {
    private enum Name: String, CaseIterable {
        case event, offset, time, line, attempts, due
    }

    fileprivate func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("event", event.text)
        writer.member("offset", Int(offset))
        writer.member("time", time)
        writer.member("line", line)
        writer.member("attempts", attempts)
        if let due { writer.member("due", due) }
        writer.endObject()
    }

    fileprivate init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.event, .offset, .time, .line, .attempts]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var event: EventID?
        var line: String?
        var time, due: Timestamp?
        var offset, attempts: Int?
        while let field = try document.next(&fields) {
            switch field {
            case .event: event = try document.eventID()
            case .offset: offset = try document.integer(to: Document.largest)
            case .time: time = try document.timestamp()
            case .line: line = try document.string()
            case .attempts: attempts = try document.integer()
            case .due: due = try document.timestamp()
            }
        }
        guard let event, let offset, let time, let line, let attempts else { return nil }
        self.init(
            event: event, offset: Int64(offset), time: time, line: line, attempts: attempts,
            due: due)
    }
}

extension ReplayProgress {
    private enum Name: String, CaseIterable {
        case command, since, until, position, end
    }

    fileprivate func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("command", command)
        writer.members(of: span)
        writer.member("position", position)
        writer.name("end")
        writer.beginArray()
        for offset in end { writer.integer(offset) }
        writer.endArray()
        writer.endObject()
    }

    fileprivate init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.command, .since, .position, .end]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var command: String?
        var since, until: Timestamp?
        var position: OutcomesCursor?
        var end: [Int64]?
        while let field = try document.next(&fields) {
            switch field {
            case .command: command = try document.string()
            case .since: since = try document.timestamp()
            case .until: until = try document.timestamp()
            case .position: position = try document.cursor()
            case .end: end = try document.offsets()
            }
        }
        guard let command, let since, let position, let end else { return nil }
        self.init(
            command: command, span: EventSpan(since: since, until: until), position: position,
            end: end)
    }
}
