public import JSON
internal import Time

extension CatalogueAnswer {
    /// The record's value: a CloudEvents event in structured mode.
    public func encode(into writer: inout Writer) {
        let (name, traceparent) = (subject.text, traceparent ?? "")
        writer.event(
            id: id, type: Self.eventType, subject: name.utf8.span, time: time,
            traceparent: traceparent.utf8.span
        ) { writer in
            writer.beginObject()
            switch subject {
            case .indicator(let code, _): writer.member("code", code.text)
            case .target(let id, _): writer.member("id", id.text)
            }
            writer.member("result", result.text)
            if case .refused(let errors) = result { writer.member("errors", errors) }
            switch subject {
            case .indicator(_, let indicator?):
                writer.name("indicator")
                indicator.encode(into: &writer)
            case .target(_, let target?):
                writer.name("target")
                target.encode(into: &writer)
            case .indicator(_, nil), .target(_, nil): break
            }
            writer.endObject()
        }
    }

    private enum Name: String, CaseIterable {
        case code, id, result, errors, indicator, target
    }

    fileprivate enum ResultName: String, CaseIterable {
        case applied, unchanged, refused
    }

    /// Reads a record of `catalogue`. Fields that are not known are ignored.
    ///
    /// Throws the first error, with its JSON pointer.
    public init(decoding record: Span<UInt8>) throws(ValidationError) {
        self = try Envelope.decode(record) { envelope, document throws(JSONError) in
            guard let id = envelope.eventID(&document),
                envelope.type(as: EventType.self, &document) != nil,
                let (result, subject) = try Self.content(&document)
            else { return nil }
            return CatalogueAnswer(
                id: id, time: envelope.time, traceparent: envelope.traceparent, result: result,
                subject: subject)
        }
    }

    private enum EventType: String, CaseIterable {
        case answered = "peil.catalogue.answered.v1"
    }

    private static func content(
        _ document: inout Document
    ) throws(JSONError) -> (Result, Subject)? {
        guard var fields = try document.object(of: Name.self, required: [.result]) else {
            return nil
        }
        var code: IndicatorCode?
        var id: TargetID?
        var result: ResultName?
        var errors: [ValidationError] = []
        var indicator: Indicator?
        var target: VersionedTarget?
        while let field = try document.next(&fields) {
            switch field {
            case .code: code = try document.indicatorCode()
            case .id: id = try document.targetID()
            case .result: result = try document.choice(ResultName.self, "a result")
            case .errors: errors = try ValidationError.list(from: &document) ?? []
            case .indicator: indicator = try Indicator(from: &document)
            case .target: target = try VersionedTarget(from: &document)
            }
        }
        let subject: Subject
        if let code {
            subject = .indicator(code, inForce: indicator)
        } else if let id {
            subject = .target(id, inForce: target)
        } else {
            let missing = ValidationError(
                .missingField, "neither code nor id is there", expected: "code or id")
            document.note(missing, at: fields.offset)
            return nil
        }
        return result.map { ($0.result(errors), subject) }
    }
}

extension CatalogueAnswer.ResultName {
    fileprivate func result(_ errors: [ValidationError]) -> CatalogueAnswer.Result {
        switch self {
        case .applied: .applied
        case .unchanged: .unchanged
        case .refused: .refused(errors)
        }
    }
}

extension CatalogueAnswer.Result {
    fileprivate var text: String {
        switch self {
        case .applied: "applied"
        case .unchanged: "unchanged"
        case .refused: "refused"
        }
    }
}

extension CatalogueAnswer.Subject {
    fileprivate var text: String {
        switch self {
        case .indicator(let code, _): code.text
        case .target(let id, _): id.text
        }
    }
}
