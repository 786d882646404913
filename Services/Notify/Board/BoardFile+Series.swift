internal import Messages
internal import Store
internal import Time

extension BoardFile {
    /// Series by their texts, after `after`; of one indicator and area, or all.
    func series(
        indicator: String?, area: String?, after: String, limit: Int
    ) throws(StoreError) -> [SeriesEntry] {
        // A series' text begins with its indicator and a slash; 0 comes next after the slash.
        let conditions = [
            "s.text > ?1", indicator == nil ? nil : "s.text > ?3 AND s.text < ?4",
            area == nil ? nil : "s.area = ?5",
        ].compactMap { $0 }
        let entries = try all(
            """
            SELECT \(SeriesEntry.columns) FROM series s \(SeriesEntry.latestJoin)
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY s.text LIMIT ?2
            """,
            {
                $0.bind(1, text: after)
                $0.bind(2, Int64(limit))
                if let indicator {
                    $0.bind(3, text: indicator + "/")
                    $0.bind(4, text: indicator + "0")
                }
                if let area { $0.bind(5, text: area) }
            }, { row throws(StoreError) in try SeriesEntry(row, at: 0) })
        return try entries.map { entry throws(StoreError) in try compared(entry) }
    }

    func series(_ text: String) throws(StoreError) -> SeriesEntry? {
        let entry = try first(
            """
            SELECT \(SeriesEntry.columns) FROM series s \(SeriesEntry.latestJoin)
            WHERE s.text = ?1
            """,
            { $0.bind(1, text: text) }, { row throws(StoreError) in try SeriesEntry(row, at: 0) })
        return try entry.map { entry throws(StoreError) in try compared(entry) }
    }

    /// With the figure of a year before the latest.
    private func compared(_ entry: SeriesEntry) throws(StoreError) -> SeriesEntry {
        guard let before = entry.latest?.figure.period.yearBefore else { return entry }
        let inForce = try first(
            """
            SELECT \(Vintage.columns) FROM vintage
            WHERE series = ?1 AND frequency = ?2 AND ordinal = ?3
            ORDER BY released DESC, arrival DESC LIMIT 1
            """,
            {
                $0.bind(1, entry.row)
                $0.bind(2, text: before.frequency.rawValue)
                $0.bind(3, Int64(before.ordinal))
            }, { row throws(StoreError) in try Vintage(row, at: 0) })
        var entry = entry
        entry.yearBefore = inForce.flatMap { PeriodValue(measured: $0.released.figure) }
        return entry
    }

    /// All vintages of a series, by period, release and arrival.
    func vintages(of entry: SeriesEntry) throws(StoreError) -> [Vintage] {
        let vintages = try all(
            "SELECT \(Vintage.columns) FROM vintage WHERE series = ?1", { $0.bind(1, entry.row) },
            { row throws(StoreError) in try Vintage(row, at: 0) })
        return vintages.sorted { $0.isBefore($1) }
    }
}

extension Vintage {
    var period: Period { released.figure.period }

    func isBefore(_ other: Vintage) -> Bool {
        if period != other.period { return period < other.period }
        return (released.released, arrival) < (other.released.released, other.arrival)
    }
}

/// The vintages of one series, from which its figures at any time follow.
struct History: Sendable {
    /// By period, release and arrival.
    let vintages: [Vintage]

    /// All that are known now, or were at `time`.
    func vintages(asOf time: Timestamp?) -> [Vintage] {
        guard let time else { return vintages }
        return vintages.filter { $0.released.released <= time }
    }

    /// The figures in force, by period: as they are now, or as they were believed at `time`.
    func figures(asOf time: Timestamp? = nil) -> [ReleasedFigure] {
        inForce(asOf: time).map(\.released)
    }

    func inForce(asOf time: Timestamp? = nil) -> [Vintage] {
        var inForce: [Vintage] = []
        for vintage in vintages(asOf: time) {
            if inForce.last?.period == vintage.period { inForce.removeLast() }
            inForce.append(vintage)
        }
        return inForce
    }
}

extension [ReleasedFigure] {
    /// Of figures in force: the last that was measured.
    var latest: ReleasedFigure? { last { PeriodValue(measured: $0.figure) != nil } }
}

extension PeriodValue {
    /// Nil for a figure without a value, or a forecast.
    init?(measured figure: Figure) {
        guard let value = figure.value, !figure.status.contains(.forecast) else { return nil }
        self.init(period: figure.period, value: value)
    }
}
