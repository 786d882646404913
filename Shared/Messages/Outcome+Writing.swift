public import JSON

/// The parts that events have in common. What is borrowed here may come from Strings or from a
/// record's bytes: both ways give the same bytes.
extension Writer {
    /// A figure in force: `period`, `value`, `status` and the rest; `released` is a time's text.
    mutating func releasedFigure(
        _ figure: RawFigure, released: Span<UInt8>, source: Span<UInt8>, note: Span<UInt8>
    ) {
        valueMembers(figure)
        releaseMembers(figure, released: released, source: source, note: note)
    }

    mutating func change(
        from old: RawFigure?, to new: RawFigure, released: Span<UInt8>, source: Span<UInt8>,
        note: Span<UInt8>
    ) {
        changeMembers(from: old, to: new)
        releaseMembers(new, released: released, source: source, note: note)
    }

    /// The beginning of a figure in force; `releaseMembers` follow.
    mutating func valueMembers(_ figure: RawFigure) {
        beginObject()
        member("period", figure.period)
        if let value = figure.value { member("value", value) }
    }

    /// The beginning of a change; `releaseMembers` follow.
    mutating func changeMembers(from old: RawFigure?, to new: RawFigure) {
        beginObject()
        member("period", new.period)
        if let old {
            if let value = old.value { member("old", value) }
            member("oldStatus", old.status)
        }
        if let value = new.value { member("new", value) }
    }

    /// The rest of a figure, up to its brace.
    mutating func releaseMembers(
        _ figure: RawFigure, released: Span<UInt8>, source: Span<UInt8>, note: Span<UInt8>
    ) {
        member("status", figure.status)
        member("released", plain: released)
        member("source", some: source)
        member(confidentiality: figure.confidentiality)
        member("note", some: note)
        endObject()
    }

    mutating func releasedFigure(_ figure: ReleasedFigure) {
        let (source, note) = (figure.source ?? "", figure.figure.note ?? "")
        let released = ShortText(figure.released)
        releasedFigure(
            RawFigure(figure.figure), released: released.span, source: source.utf8.span,
            note: note.utf8.span)
    }

    mutating func member(_ name: StaticString, _ value: PeriodValue?) {
        guard let value else { return }
        self.name(name)
        beginObject()
        member("period", value.period)
        member("value", value.value)
        endObject()
    }

    /// By the targets' ids; left out where there are none.
    mutating func member(
        _ name: StaticString, _ assessments: [SeriesUpdated.TargetAssessment]
    ) {
        guard !assessments.isEmpty else { return }
        self.name(name)
        beginObject()
        for assessment in assessments {
            self.name(escaping: assessment.target.text)
            beginObject()
            member("version", assessment.version)
            assessment.assessment.encodeMembers(into: &self)
            endObject()
        }
        endObject()
    }
}

extension RawFigure {
    /// A figure without its note.
    public init(_ figure: Figure) {
        self.init(
            period: figure.period, value: figure.value, status: figure.status,
            confidentiality: figure.confidentiality)
    }
}

extension Assessment {
    /// What the method gives; what it does not is left out.
    public func encode(into writer: inout Writer) {
        writer.object { encodeMembers(into: &$0) }
    }

    func encodeMembers(into writer: inout Writer) {
        writer.member("method", method.rawValue)
        writer.member("category", category.rawValue)
        if let reason { writer.member("reason", reason.rawValue) }
        if let ratio { writer.member("ratio", ratio) }
        if let rate { writer.member("rate", rate) }
        if let score { writer.member("score", score) }
        if let deviation { writer.member("deviation", deviation) }
        if let k { writer.member("k", k) }
        writer.member("baseline", baseline)
        if let projection { writer.member("projection", projection) }
        switch eta {
        case .period(let period)?: writer.member("eta", period)
        case .never?: writer.member("eta", "never")
        case nil: break
        }
        if let gap { writer.member("gap", gap) }
        if let requiredPace { writer.member("requiredPace", requiredPace) }
        if let requiredRate { writer.member("requiredRate", requiredRate) }
        if acrossBreak { writer.member("acrossBreak", true) }
    }
}
