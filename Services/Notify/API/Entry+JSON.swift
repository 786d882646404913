internal import JSON
internal import Messages
internal import Time

extension SeriesEntry {
    /// `"id","series","unit","latest","previous","change","yearBefore","changeOnYear"`.
    func encodeMembers(into writer: inout Writer) {
        encodeIdentity(into: &writer)
        if let latest {
            writer.name("latest")
            latest.encode(into: &writer)
        }
        if let previous {
            writer.name("previous")
            previous.encode(into: &writer)
        }
        if let change { writer.member("change", change) }
        if let yearBefore {
            writer.name("yearBefore")
            yearBefore.encode(into: &writer)
        }
        if let changeOnYear { writer.member("changeOnYear", changeOnYear) }
    }

    /// With its figures, as they are or as they were believed at `time`; then with the latest of
    /// that time.
    func encode(
        _ history: History, asOf time: Timestamp?, withVintages: Bool, into writer: inout Writer
    ) {
        let figures = history.figures(asOf: time)
        writer.object { writer in
            if let time {
                encodeIdentity(into: &writer)
                writer.member("asOf", time.description)
                if let latest = figures.latest {
                    writer.name("latest")
                    latest.encode(into: &writer)
                }
            } else {
                encodeMembers(into: &writer)
            }
            writer.name("figures")
            writer.array { for figure in figures { figure.encode(into: &$0) } }
            guard withVintages else { return }
            writer.name("vintages")
            writer.array { writer in
                for vintage in history.vintages(asOf: time) {
                    vintage.released.encode(into: &writer)
                }
            }
        }
    }

    private func encodeIdentity(into writer: inout Writer) {
        writer.member("id", series.text)
        writer.name("series")
        series.encode(into: &writer)
        writer.member("unit", unit)
    }
}

extension ProgressEntry {
    /// `{"series","target","latest","assessment","overdue","setLater","partOf"}`; without a figure
    /// there is no `latest`, without a series no `series`.
    func encode(into writer: inout Writer) { writer.object { encodeMembers(into: &$0) } }

    func encodeMembers(into writer: inout Writer) {
        if let series {
            writer.name("series")
            series.series.encode(into: &writer)
        }
        writer.name("target")
        TargetOutcome.Reference(target).encode(into: &writer)
        if let latest = series?.latest {
            writer.name("latest")
            latest.encode(into: &writer)
        }
        writer.name("assessment")
        assessment.encode(into: &writer)
        if isOverdue { writer.member("overdue", true) }
        if isSetLater { writer.member("setLater", true) }
        if let main = target.target.partOf { writer.member("partOf", main.text) }
    }
}
