internal import Messages
internal import Store

/// A target held against one series; or against none, where none matches it yet.
struct ProgressEntry: Hashable, Sendable {
    let target: VersionedTarget
    let series: SeriesEntry?
    let assessment: Assessment
    /// The deadline is over and no figure of it has come.
    let isOverdue: Bool
    /// Of progress in the past: the target was first set later, and is taken as it was first.
    var isSetLater = false

    /// Whether it is a step on the way to `main`, for the same series.
    func isMilestone(of main: ProgressEntry) -> Bool {
        target.target.partOf == main.target.target.id && series?.series == main.series?.series
    }

    /// By which entries are ordered, and lists are gone on with.
    var key: ProgressKey {
        ProgressKey(target: target.target.id.text, series: series?.series.text ?? "")
    }
}

extension Collection where Element == ProgressEntry {
    /// Each main target with its milestones of the same series after it, otherwise in this order.
    var withMilestonesAfterMain: [ProgressEntry] {
        var placed: [ProgressEntry] = []
        func place(_ entry: ProgressEntry) {
            guard !placed.contains(entry) else { return }
            placed.append(entry)
            forEach { if $0.isMilestone(of: entry) { place($0) } }
        }
        forEach { entry in if !contains(where: entry.isMilestone) { place(entry) } }
        // What is left are milestones of each other.
        forEach(place)
        return placed
    }
}

struct ProgressKey: Hashable, Sendable {
    var target: String
    var series: String

    static let beginning = ProgressKey(target: "", series: "")
}

/// Which progress is asked for; nil is any.
struct ProgressQuery: Hashable, Sendable {
    var indicator: String?
    var area: String?
    var target: String?
    var category: Category?
}

extension BoardFile {
    /// The progress of the targets in force, by target and series, after `after`. A target that
    /// another replaces for a series' area is not held against that series.
    func progress(
        _ query: ProgressQuery, after: ProgressKey, limit: Int
    ) throws(StoreError) -> [ProgressEntry] {
        let conditions = [
            "t.id >= ?1 AND (t.id, COALESCE(p.series, '')) > (?1, ?2)",
            query.indicator == nil ? nil : "t.indicator = ?4",
            query.area == nil ? nil : "COALESCE(s.area, t.area) = ?5",
            query.target == nil ? nil : "t.id = ?6",
            query.category == nil ? nil : "COALESCE(p.category, 'not_available') = ?7",
        ].compactMap { $0 }
        return try all(
            """
            SELECT t.document, t.version, p.assessment, p.overdue, \(SeriesEntry.columns)
            FROM target t LEFT JOIN progress p ON p.target = t.id AND p.version >= t.version
            LEFT JOIN series s ON s.text = p.series
            \(SeriesEntry.latestJoin)
            WHERE \(conditions.joined(separator: " AND ")) AND NOT EXISTS (
                SELECT 1 FROM target o JOIN progress q ON q.target = o.id AND q.version >= o.version
                WHERE o.overrides = t.id AND o.overrides <> '' AND q.series = p.series
                    AND q.series <> '')
            ORDER BY t.id, COALESCE(p.series, '') LIMIT ?3
            """,
            {
                $0.bind(1, text: after.target)
                $0.bind(2, text: after.series)
                $0.bind(3, Int64(limit))
                if let indicator = query.indicator { $0.bind(4, text: indicator) }
                if let area = query.area { $0.bind(5, text: area) }
                if let target = query.target { $0.bind(6, text: target) }
                if let category = query.category { $0.bind(7, text: category.rawValue) }
            }, Self.entry)
    }

    private static func entry(_ row: borrowing Row) throws(StoreError) -> ProgressEntry {
        let target = try Target(row.bytes(0))
        let series = try row.isNull(4) ? nil : SeriesEntry(row, at: 4)
        let assessment = try assessment(row, of: target)
        return ProgressEntry(
            target: VersionedTarget(target, version: Int(row.integer(1))), series: series,
            assessment: assessment,
            isOverdue: row.integer(3) != 0 && target.lacksLast(series?.latest, assessment))
    }

    /// A target whose assessment has not come yet has no figure.
    private static func assessment(
        _ row: borrowing Row, of target: Target
    ) throws(StoreError) -> Assessment {
        guard !row.isNull(2) else {
            return Assessment(method: target.method, category: .notAvailable, reason: .noFigure)
        }
        do throws(ValidationError) {
            return try Assessment(decoding: row.bytes(2))
        } catch { throw .unreadableRow(error) }
    }
}
