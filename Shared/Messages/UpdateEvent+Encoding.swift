public import JSON
internal import Time

extension UpdateEvent {
    /// The record's value: a CloudEvents event in structured mode.
    public func encode(into writer: inout Writer) {
        let (source, subject) = (update.source, update.subject ?? "")
        let traceparent = traceparent ?? ""
        writer.event(
            id: id.utf8.span, source: source.utf8.span, type: update.kind.rawValue,
            subject: subject.utf8.span, time: time, traceparent: traceparent.utf8.span
        ) { writer in update.encode(into: &writer) }
    }
}

extension Update {
    /// Who says so: the log itself, producers through ingest, or the owner of a partition.
    var source: String {
        switch self {
        case .logCreated(let created): "/peil/\(created.log.text)"
        case .rulesChanged, .dayPassed: "/peil/compute"
        case .figuresReported, .indicatorDefined, .targetSet, .targetWithdrawn: "/peil/ingest"
        }
    }

    /// The series, else the target's id or the indicator's code; the log's own records have none.
    var subject: String? {
        switch self {
        case .logCreated, .rulesChanged, .dayPassed: nil
        case .figuresReported(let report): report.series.text
        case .indicatorDefined(let indicator): indicator.code.text
        case .targetSet(let target): target.id.text
        case .targetWithdrawn(let id): id.text
        }
    }

    fileprivate func encode(into writer: inout Writer) {
        switch self {
        case .figuresReported(let report): report.encode(into: &writer)
        case .indicatorDefined(let indicator): indicator.encode(into: &writer)
        case .targetSet(let target): target.encode(into: &writer)
        case .logCreated(let created):
            writer.object {
                $0.member("log", created.log.text)
                $0.member("partitions", Int(created.partitions))
                $0.member("rules", created.rules)
            }
        case .rulesChanged(let version): writer.object { $0.member("version", version) }
        case .dayPassed(let date): writer.object { $0.member("date", date.description) }
        case .targetWithdrawn(let id): writer.object { $0.member("id", id.text) }
        }
    }
}

extension Report {
    /// The `data` of its event.
    public func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.members(of: series)
        writer.member("unit", unit)
        if let source { writer.member("source", source) }
        if let released { writer.member("released", released) }
        writer.member("received", received)
        writer.member("submission", submission)
        writer.name("figures")
        writer.beginArray()
        for figure in figures {
            writer.beginObject()
            writer.member("period", figure.period)
            if let value = figure.value { writer.member("value", value) }
            writer.member("status", figure.status)
            writer.member(confidentiality: figure.confidentiality)
            if let note = figure.note { writer.member("note", note) }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}

extension Writer {
    /// `indicator`, `area` and, where there are any, `dimensions`.
    mutating func members(of series: Series) {
        member("indicator", series.indicator.text)
        member("area", series.area.text)
        member("dimensions", series.dimensions)
    }

    mutating func member(_ name: StaticString, _ series: Series) {
        self.name(name)
        beginObject()
        members(of: series)
        endObject()
    }

    /// Left out where there are none.
    mutating func member(_ name: StaticString, _ dimensions: Dimensions) {
        guard !dimensions.all.isEmpty else { return }
        self.name(name)
        beginObject()
        for dimension in dimensions.all {
            self.name(escaping: dimension.name)
            string(dimension.value)
        }
        endObject()
    }

    /// The letters in alphabetical order.
    mutating func member(_ name: StaticString, _ status: StatusFlags) {
        if status == .normal {
            self.name(name)
            return piece(#"["A"]"#)
        }
        var text = ShortText()
        text.put("[")
        var rest = status.rawValue
        while rest != 0 {
            if text.count > 1 { text.put(",") }
            text.put("\"")
            text.put(UInt8(ascii: "A") + UInt8(truncatingIfNeeded: rest.trailingZeroBitCount))
            text.put("\"")
            rest &= rest - 1
        }
        text.put("]")
        self.name(name)
        raw(text.span)
    }

    /// Left out where it is free.
    mutating func member(confidentiality: UInt8?) {
        guard let confidentiality else { return }
        var text = ShortText()
        text.put(confidentiality)
        member("confidentiality", plain: text.span)
    }
}
