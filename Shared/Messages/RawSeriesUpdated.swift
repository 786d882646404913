public import JSON
public import Time

/// `peil.series.updated.v1` as compute makes it, once a report: from a raw report and without a
/// String. Kept and filled anew for each report, so that its buffers are too.
///
/// The bytes are those that `OutcomeEvent.encode` gives for the same outcome.
public struct RawSeriesUpdated {
    /// The figure of one period that is in force now, from the report, and what was before.
    public struct Change: BitwiseCopyable, Sendable {
        public var old: RawFigure?
        public var new: RawFigure
        public var released: Timestamp

        public init(old: RawFigure?, new: RawFigure, released: Timestamp) {
            self.old = old
            self.new = new
            self.released = released
        }
    }

    /// A figure with its release.
    public struct Release: BitwiseCopyable, Sendable {
        public var figure: RawFigure
        public var released: Timestamp

        public init(figure: RawFigure, released: Timestamp) {
            self.figure = figure
            self.released = released
        }
    }

    public var definition: Int
    /// In the order of their periods.
    public var changes: [Change] = []
    /// Figures of the report that did not come into force, by period and release.
    public var vintages: [Release] = []
    /// The latest figure: of the report, or as the state keeps it.
    public var latest: Release?
    public var previous: PeriodValue?
    public var change: Double?
    public var yearBefore: PeriodValue?
    public var changeOnYear: Double?
    public var assessments: [SeriesUpdated.TargetAssessment] = []

    public init(definition: Int) { self.definition = definition }

    /// Writes the event of `report`, with its time and trace; the latest figure is the report's.
    public func encode(id: EventID, of report: borrowing RawReport, into writer: inout Writer) {
        encode(id: id, of: report, latestSource: report.source, into: &writer)
    }

    /// The same where the latest figure is an older one, of `latestSource` (empty: none).
    public func encode(
        id: EventID, of report: borrowing RawReport, latestSource: Span<UInt8>,
        into writer: inout Writer
    ) {
        encodeHead(id: id, of: report, into: &writer)
        report.encodeSeries(into: &writer)
        report.encode("unit", report.unit, into: &writer)
        report.encode("submission", report.submission, into: &writer)
        writer.member("definition", definition)
        var common = CommonMembers()
        encodeFigures(of: report, &common, into: &writer)
        if let latest {
            writer.name("latest")
            writer.valueMembers(latest.figure)
            common.write(latest, of: report, source: latestSource, into: &writer)
        }
        writer.member("previous", previous)
        if let change { writer.member("change", change) }
        writer.member("yearBefore", yearBefore)
        if let changeOnYear { writer.member("changeOnYear", changeOnYear) }
        writer.member("assessments", assessments)
        writer.piece("}}")
    }

    /// What an event has around its data, as `Writer.event` writes it, up to the data's brace.
    private func encodeHead(
        id: EventID, of report: borrowing RawReport, into writer: inout Writer
    ) {
        writer.piece(#"{"specversion":"1.0","id":""#)
        var text = ShortText()
        text.put(id)
        writer.plain(text.span)
        writer.piece(#"","source":"/peil/"#)
        // The id begins with the log's.
        writer.plain(text.span.extracting(0..<8))
        writer.piece(#"","type":"peil.series.updated.v1","subject":""#)
        writer.plain(report.seriesText)
        writer.piece(#"","time":""#)
        report.withText(of: report.time) { time in writer.plain(time) }
        writer.piece("\"")
        writer.member("traceparent", some: report.traceparent)
        writer.piece(#","datacontenttype":"application/json","data":{"#)
    }

    private func encodeFigures(
        of report: borrowing RawReport, _ common: inout CommonMembers, into writer: inout Writer
    ) {
        if !changes.isEmpty {
            writer.name("changes")
            writer.beginArray()
            for change in changes {
                writer.changeMembers(from: change.old, to: change.new)
                let release = Release(figure: change.new, released: change.released)
                common.write(release, of: report, source: report.source, into: &writer)
            }
            writer.endArray()
        }
        if !vintages.isEmpty {
            writer.name("vintages")
            writer.beginArray()
            for vintage in vintages {
                writer.valueMembers(vintage.figure)
                common.write(vintage, of: report, source: report.source, into: &writer)
            }
            writer.endArray()
        }
    }
}

/// What the figures of a report mostly have in common, their flags and release: written for one, it
/// is copied for the next.
private struct CommonMembers {
    private var last: (release: RawSeriesUpdated.Release, written: Range<Int>)?

    /// Writes the rest of a figure, whose beginning was just written.
    mutating func write(
        _ release: RawSeriesUpdated.Release, of report: borrowing RawReport, source: Span<UInt8>,
        into writer: inout Writer
    ) {
        let isOfReport = source.isIdentical(to: report.source)
        if let last, isOfReport, last.release.isLike(release) { return writer.again(last.written) }
        let start = writer.count
        report.withText(of: release.released) { released in
            writer.releaseMembers(
                release.figure, released: released, source: source,
                note: report.note(of: release.figure))
        }
        if isOfReport { last = (release, start..<writer.count) }
    }
}

extension RawSeriesUpdated.Release {
    /// Whether all but period and value is the same. Notes are not compared: none is.
    fileprivate func isLike(_ other: Self) -> Bool {
        released == other.released && figure.status == other.figure.status
            && figure.confidentiality == other.figure.confidentiality && figure.note.isEmpty
            && other.figure.note.isEmpty
    }
}

extension RawReport {
    /// Its codes hold nothing that JSON escapes: they were checked when it was read.
    fileprivate func encodeSeries(into writer: inout Writer) {
        writer.piece(#""series":{"indicator":""#)
        writer.plain(indicator)
        writer.piece(#"","area":""#)
        writer.plain(bytes(places.area))
        writer.piece("\"")
        if !dimensions.isEmpty {
            writer.piece(#","dimensions":{"#)
            for index in dimensions.indices {
                writer.piece(index == 0 ? "\"" : ",\"")
                writer.plain(bytes(dimensions[index].name))
                writer.piece(#"":""#)
                writer.plain(bytes(dimensions[index].value))
                writer.piece("\"")
            }
            writer.piece("}")
        }
        writer.piece("}")
    }

    /// Hands over the text of a moment: the record's own, where that is the same.
    fileprivate func withText(of moment: Timestamp, _ body: (Span<UInt8>) -> Void) {
        let written = self.written(moment)
        if !written.isEmpty { return body(written) }
        body(ShortText(moment).span)
    }
}
