internal import JSON
internal import Time

/// What every event has around its data: CloudEvents 1.0, structured mode.
struct Envelope {
    let id: String
    let source: String
    let type: String
    let subject: String?
    let time: Timestamp
    let traceparent: String?
    /// Where its data stands in the record.
    let data: Range<Int>

    private enum Name: String, CaseIterable {
        case specversion, id, source, type, subject, time, traceparent, datacontenttype, data
    }

    /// Reads an event around its data, which is passed.
    init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.specversion, .id, .source, .type, .time, .data]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var id, source, type, subject, traceparent: String?
        var time: Timestamp?
        var data: Range<Int>?
        while let field = try document.next(&fields) {
            switch field {
            case .specversion: try document.constant("1.0")
            case .id: id = try document.string()
            case .source: source = try document.string()
            case .type: type = try document.string()
            case .subject: subject = try document.string()
            case .time: time = try document.timestamp()
            case .traceparent: traceparent = try document.string()
            case .datacontenttype: try document.constant("application/json")
            case .data: data = try document.reader.skip().range
            }
        }
        try document.finish()
        guard let id, let source, let type, let time, let data else { return nil }
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.traceparent = traceparent
        self.data = data
    }

    /// Reads a whole event: its envelope, then what `read` makes of its data.
    static func decode<Event>(
        _ record: Span<UInt8>,
        _ read: (Envelope, inout Document) throws(JSONError) -> Event?
    ) throws(ValidationError) -> Event {
        var document = Document(record, unknownFields: .ignored)
        let envelope: Envelope?
        do throws(JSONError) {
            envelope = try Envelope(from: &document)
        } catch {
            throw document.error(of: error)
        }
        try document.throwFirstError()
        guard let envelope else { throw document.unreadable }
        var data = Document(record, part: envelope.data, unknownFields: .ignored)
        let event: Event?
        do throws(JSONError) {
            event = try read(envelope, &data)
        } catch {
            throw data.error(of: error)
        }
        try data.throwFirstError()
        guard let event else { throw document.unreadable }
        return event
    }
}

extension Envelope {
    /// One of the types that `types` names; another is noted.
    func type<Kind: CaseIterable & RawRepresentable<String>>(
        as kinds: Kind.Type, _ document: inout Document
    ) -> Kind? {
        if let kind = Kind(rawValue: type) { return kind }
        let known = Kind.allCases.map(\.rawValue)
        document.note(
            ValidationError(
                .malformed, "this type of event is not known here", found: Text.excerpt(type),
                expected: "one of \(known.joined(separator: ", "))"),
            at: 0)
        return nil
    }

    /// Its id as an outcome's; what is none is noted.
    func eventID(_ document: inout Document) -> EventID? {
        if let id = EventID(id) { return id }
        document.note(
            ValidationError(
                .malformed, "this is not an event's id", found: Text.excerpt(id),
                expected: "log, partition, offset, index and checksum, joined by hyphens"),
            at: 0)
        return nil
    }
}

extension Document {
    /// A string that can only be `text`.
    mutating func constant(_ text: StaticString) throws(JSONError) {
        _ = try parsed { found throws(ValidationError) in
            guard found == text.description else {
                throw ValidationError(
                    .malformed, "this is not what stands here", found: Text.excerpt(found),
                    expected: text.description)
            }
        }
    }

    /// For what gave nothing though nothing was noted, which no reader does.
    var unreadable: ValidationError {
        ValidationError(.malformed, "this cannot be read", expected: "an event")
    }
}
