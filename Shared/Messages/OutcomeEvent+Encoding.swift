public import JSON
internal import Time

extension OutcomeEvent {
    /// The record's value: the same bytes on the log, as a webhook, in a stream and in a page.
    public func encode(into writer: inout Writer) {
        let (subject, traceparent) = (outcome.subject, traceparent ?? "")
        writer.event(
            id: id, type: outcome.kind.rawValue, subject: subject.utf8.span, time: time,
            traceparent: traceparent.utf8.span
        ) { writer in
            switch outcome {
            case .seriesUpdated(let update): update.encode(into: &writer)
            case .target(let outcome): outcome.encode(into: &writer)
            }
        }
    }
}

extension Outcome {
    /// The series, else the target.
    var subject: String {
        switch self {
        case .seriesUpdated(let update): update.series.text
        case .target(let outcome): outcome.series?.text ?? outcome.target.id.text
        }
    }
}

extension SeriesUpdated {
    fileprivate func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("series", series)
        writer.member("unit", unit)
        writer.member("submission", submission)
        writer.member("definition", definition)
        if !changes.isEmpty {
            writer.name("changes")
            writer.beginArray()
            for change in changes {
                let new = change.new
                let (source, note) = (new.source ?? "", new.figure.note ?? "")
                let released = ShortText(new.released)
                writer.change(
                    from: change.old.map(RawFigure.init), to: RawFigure(new.figure),
                    released: released.span, source: source.utf8.span, note: note.utf8.span)
            }
            writer.endArray()
        }
        if !vintages.isEmpty {
            writer.name("vintages")
            writer.beginArray()
            for vintage in vintages { writer.releasedFigure(vintage) }
            writer.endArray()
        }
        if let latest {
            writer.name("latest")
            writer.releasedFigure(latest)
        }
        writer.member("previous", previous)
        if let change { writer.member("change", change) }
        writer.member("yearBefore", yearBefore)
        if let changeOnYear { writer.member("changeOnYear", changeOnYear) }
        writer.member("assessments", assessments)
        writer.endObject()
    }
}

extension TargetOutcome {
    fileprivate func encode(into writer: inout Writer) {
        writer.beginObject()
        if let series { writer.member("series", series) }
        writer.name("target")
        target.encode(into: &writer)
        if let figure {
            writer.name("figure")
            writer.releasedFigure(figure)
        }
        writer.member("previous", previous)
        switch kind {
        case .assessed(let withdrawn): if withdrawn { writer.member("withdrawn", true) }
        case .met(let provisional): writer.member("provisional", provisional)
        case .unmet(let cause): writer.member("cause", cause.rawValue)
        case .pace(let category): writer.member("from", category.rawValue)
        case .confirmed, .missed, .overdue: break
        }
        if let yearsEarly { writer.member("yearsEarly", yearsEarly) }
        writer.name("assessment")
        assessment.encode(into: &writer)
        writer.endObject()
    }
}

extension TargetOutcome.Reference {
    /// `{"id","version","value","relative","direction","deadline"}`.
    public func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("id", id.text)
        writer.member("version", version)
        if let goal {
            writer.member("value", goal.value)
            if goal.relative { writer.member("relative", true) }
        }
        writer.member("direction", direction.rawValue)
        if let goal { writer.member("deadline", goal.deadline) }
        writer.endObject()
    }
}
