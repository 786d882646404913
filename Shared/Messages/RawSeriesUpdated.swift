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
        writer.event(
            id: id, type: "peil.series.updated.v1", subject: report.seriesText, time: report.time,
            traceparent: report.traceparent
        ) { writer in
            writer.beginObject()
            report.encodeSeries(into: &writer)
            writer.member("unit", report.unit)
            writer.member("submission", report.submission)
            writer.member("definition", definition)
            encodeFigures(of: report, into: &writer)
            if let latest {
                writer.name("latest")
                writer.releasedFigure(
                    latest.figure, released: latest.released, source: latestSource,
                    note: report.note(of: latest.figure))
            }
            writer.member("previous", previous)
            if let change { writer.member("change", change) }
            writer.member("assessments", assessments)
            writer.endObject()
        }
    }

    private func encodeFigures(of report: borrowing RawReport, into writer: inout Writer) {
        if !changes.isEmpty {
            writer.name("changes")
            writer.beginArray()
            for change in changes {
                writer.change(
                    from: change.old, to: change.new, released: change.released,
                    source: report.source, note: report.note(of: change.new))
            }
            writer.endArray()
        }
        if !vintages.isEmpty {
            writer.name("vintages")
            writer.beginArray()
            for vintage in vintages {
                writer.releasedFigure(
                    vintage.figure, released: vintage.released, source: report.source,
                    note: report.note(of: vintage.figure))
            }
            writer.endArray()
        }
    }
}

extension RawReport {
    fileprivate func encodeSeries(into writer: inout Writer) {
        writer.name("series")
        writer.beginObject()
        writer.member("indicator", indicator)
        writer.member("area", bytes(places.area))
        if !dimensions.isEmpty {
            writer.name("dimensions")
            writer.beginObject()
            for dimension in dimensions {
                writer.name(escaping: bytes(dimension.name))
                writer.string(bytes(dimension.value))
            }
            writer.endObject()
        }
        writer.endObject()
    }
}
