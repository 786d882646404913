public import JSON
internal import Time

extension Reject {
    /// The record's value: a CloudEvents event in structured mode.
    public func encode(into writer: inout Writer) {
        let none = ""
        writer.event(
            id: id, type: Self.eventType, subject: none.utf8.span, time: time,
            traceparent: none.utf8.span
        ) { writer in
            writer.beginObject()
            if let submission { writer.member("submission", submission) }
            writer.member("errors", errors)
            writer.endObject()
        }
    }

    private enum Name: String, CaseIterable {
        case submission, errors
    }

    private enum EventType: String, CaseIterable {
        case rejected = "peil.update.rejected.v1"
    }

    /// Reads a record of `rejects`. Fields that are not known are ignored.
    ///
    /// Throws the first error, with its JSON pointer.
    public init(decoding record: Span<UInt8>) throws(ValidationError) {
        self = try Envelope.decode(record) { envelope, document throws(JSONError) in
            guard let id = envelope.eventID(&document),
                envelope.type(as: EventType.self, &document) != nil,
                var fields = try document.object(of: Name.self, required: [.errors])
            else { return nil }
            var submission: String?
            var errors: [ValidationError]?
            while let field = try document.next(&fields) {
                switch field {
                case .submission: submission = try document.string()
                case .errors: errors = try ValidationError.list(from: &document)
                }
            }
            return errors.map {
                Reject(id: id, time: envelope.time, submission: submission, errors: $0)
            }
        }
    }
}
