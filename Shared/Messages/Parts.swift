public import JSON

// Parts of events by themselves, as those who keep or show them need them. Each is written as it
// stands in an event.

extension Series {
    /// `{"indicator","area","dimensions":{…}}`.
    public func encode(into writer: inout Writer) {
        writer.object { $0.members(of: self) }
    }
}

extension ReleasedFigure {
    /// `{"period","value","status","released","source","confidentiality","note"}`.
    public func encode(into writer: inout Writer) { writer.releasedFigure(self) }
}

extension PeriodValue {
    /// `{"period","value"}`.
    public func encode(into writer: inout Writer) {
        writer.object {
            $0.member("period", period)
            $0.member("value", value)
        }
    }
}

extension Assessment {
    /// Reads what `encode` writes. Fields that are not known are ignored.
    ///
    /// Throws the first error, with its JSON pointer.
    public init(decoding bytes: Span<UInt8>) throws(ValidationError) {
        var document = Document(bytes, unknownFields: .ignored)
        let assessment: Assessment?
        do throws(JSONError) {
            assessment = try Assessment(from: &document)
        } catch {
            throw document.error(of: error)
        }
        try document.throwFirstError()
        guard let assessment else { throw document.unreadable }
        self = assessment
    }
}
