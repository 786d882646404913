internal import Messages
internal import Progress
internal import Store
internal import Time

/// A series as the board shows it.
struct SeriesEntry: Hashable, Sendable {
    /// The row's number in this file, of no meaning elsewhere.
    let row: Int64
    let series: Series
    let unit: String
    let latest: ReleasedFigure?
    let previous: PeriodValue?
    /// By how much the latest differs from the previous.
    let change: Double?
    /// The figure of the same period a year before the latest, where a year has several; only where
    /// series are asked for, not the progress of targets.
    var yearBefore: PeriodValue?

    /// By how much the latest differs from that of a year before.
    var changeOnYear: Double? {
        guard let yearBefore, let value = latest?.figure.value else { return nil }
        return Progress.change(from: yearBefore.value, to: value)
    }
}

/// One release of one figure.
struct Vintage: Hashable, Sendable {
    let released: ReleasedFigure
    /// The offset of the report that brought it: ties of releases are decided by it.
    let arrival: Int64
    /// The version of the indicator's definition that it was reported under.
    let definition: Int
}

extension SeriesEntry {
    /// `series` and the release of its latest figure: eighteen columns.
    static let columns = """
        s.id, s.text, s.unit, s.previous_frequency, s.previous_ordinal, s.previous_value, s.change,
        s.latest_frequency, v.frequency, v.ordinal, v.released, v.arrival, v.value, v.status,
        v.confidentiality, v.source, v.note, v.definition
        """

    /// Joins to each `series` the figure in force of its latest period.
    static let latestJoin = """
        LEFT JOIN vintage v ON v.series = s.id AND v.frequency = s.latest_frequency
            AND v.ordinal = s.latest_ordinal AND (v.released, v.arrival) = (
                SELECT w.released, w.arrival FROM vintage w
                WHERE w.series = s.id AND w.frequency = s.latest_frequency
                    AND w.ordinal = s.latest_ordinal
                ORDER BY w.released DESC, w.arrival DESC LIMIT 1)
        """

    /// From the columns of `columns`, which begin at `first`.
    init(_ row: borrowing Row, at first: Int32) throws(StoreError) {
        self.row = row.integer(first)
        unit = row.text(first + 2)
        change = row.isNull(first + 6) ? nil : row.double(first + 6)
        previous =
            try row.isNull(first + 3)
            ? nil
            : PeriodValue(
                period: Period(row, at: first + 3, first + 4), value: row.double(first + 5))
        latest = try row.isNull(first + 8) ? nil : Vintage(row, at: first + 8).released
        do throws(ValidationError) {
            series = try Series(text: row.text(first + 1))
        } catch { throw .unreadableRow(error) }
    }
}

extension Vintage {
    static let columns = """
        frequency, ordinal, released, arrival, value, status, confidentiality, source, note,
        definition
        """

    /// From the columns of `columns`, which begin at `first`.
    init(_ row: borrowing Row, at first: Int32) throws(StoreError) {
        let (source, note) = (row.text(first + 7), row.text(first + 8))
        let confidentiality = row.integer(first + 6)
        let period = try Period(row, at: first, first + 1)
        do throws(ValidationError) {
            let figure = try Figure(
                period: period, value: row.isNull(first + 4) ? nil : row.double(first + 4),
                status: StatusFlags(rawValue: UInt32(truncatingIfNeeded: row.integer(first + 5))),
                confidentiality: confidentiality == 0
                    ? nil : UInt8(truncatingIfNeeded: confidentiality),
                note: note.isEmpty ? nil : note)
            released = ReleasedFigure(
                figure: figure, released: Timestamp(milliseconds: row.integer(first + 2)),
                source: source.isEmpty ? nil : source)
        } catch { throw .unreadableRow(error) }
        arrival = row.integer(first + 3)
        definition = Int(row.integer(first + 9))
    }
}

extension Period {
    /// From two columns.
    init(_ row: borrowing Row, at frequency: Int32, _ ordinal: Int32) throws(StoreError) {
        guard let known = Frequency(rawValue: row.text(frequency)) else {
            throw .corrupt("a row of the board: frequency \(row.text(frequency))")
        }
        self.init(
            frequency: known, storedOrdinal: Int32(truncatingIfNeeded: row.integer(ordinal)))
    }
}
