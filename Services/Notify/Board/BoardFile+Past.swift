internal import Messages
internal import Store
internal import Time

// "What did we believe on that day": targets as they were in force, figures as they were released.
extension BoardFile {
    /// Keeps how a target was set or withdrawn.
    func keepPast(_ answer: CatalogueAnswer) throws(StoreError) {
        guard case .target(let id, let inForce) = answer.subject else { return }
        try run("INSERT OR REPLACE INTO target_past VALUES(?1, ?2, ?3, ?4, ?5, ?6)") {
            $0.bind(1, text: id.text)
            $0.bind(2, answer.id.cause.offset)
            $0.bind(3, text: id.indicator.text)
            $0.bind(4, answer.time.milliseconds)
            $0.bind(5, Int64(inForce?.version ?? 0))
            if let document = inForce?.target.document {
                $0.bind(6, copying: document.span)
            } else {
                $0.bindNull(6)
            }
        }
    }

    /// The targets of an indicator that were in force at `time`, by their ids. One that was first
    /// set later is taken as it was first: targets are aimed at longer than they are on the log.
    private func targets(
        of indicator: String, at time: Timestamp
    ) throws(StoreError) -> [PastTarget] {
        try all(
            """
            SELECT document, version, NOT EXISTS (
                SELECT 1 FROM target_past WHERE id = p.id AND since <= ?2)
            FROM target_past p
            WHERE indicator = ?1 AND document IS NOT NULL AND arrival = COALESCE(
                (SELECT MAX(arrival) FROM target_past WHERE id = p.id AND since <= ?2),
                (SELECT MIN(arrival) FROM target_past WHERE id = p.id))
            ORDER BY id
            """,
            {
                $0.bind(1, text: indicator)
                $0.bind(2, time.milliseconds)
            },
            { row throws(StoreError) in
                PastTarget(
                    versioned: VersionedTarget(
                        try Target(row.bytes(0)), version: Int(row.integer(1))),
                    isSetLater: row.integer(2) != 0)
            })
    }

    /// Targets that there ever were, from the id `first` on, with their indicators.
    private func everSet(
        _ query: ProgressQuery, from first: String
    ) throws(StoreError) -> [(id: String, indicator: String)] {
        let conditions = [
            "id >= ?1", query.indicator == nil ? nil : "indicator = ?2",
            query.target == nil ? nil : "id = ?3",
        ].compactMap { $0 }
        return try all(
            """
            SELECT DISTINCT id, indicator FROM target_past
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY id
            """,
            {
                $0.bind(1, text: first)
                if let indicator = query.indicator { $0.bind(2, text: indicator) }
                if let target = query.target { $0.bind(3, text: target) }
            }, { row in (row.text(0), row.text(1)) })
    }

    /// The progress as it was believed at `time`, in the order of `progress`.
    func progress(
        _ query: ProgressQuery, asOf time: Timestamp, after: ProgressKey, limit: Int
    ) throws(StoreError) -> [WorkedProgress] {
        var found: [WorkedProgress] = []
        var past: (indicator: String, targets: [PastTarget])?
        for (id, indicator) in try everSet(query, from: after.target) {
            if past?.indicator != indicator {
                past = (indicator, try targets(of: indicator, at: time))
            }
            let siblings = past?.targets ?? []
            guard let target = siblings.first(where: { $0.id == id }) else { continue }
            let wanted = limit - found.count
            found += try worked(target, among: siblings, at: time) { entry in
                entry.answers(query)
                    && (entry.key.target, entry.key.series)
                        > (after.target, after.series)
            }.prefix(wanted)
            if found.count == limit { break }
        }
        return found
    }

    /// One target for each series that it applied to at `time`, or without a series.
    private func worked(
        _ past: PastTarget, among siblings: [PastTarget], at time: Timestamp,
        where isWanted: (ProgressEntry) -> Bool
    ) throws(StoreError) -> [WorkedProgress] {
        let target = past.versioned
        let code = target.target.indicator.text
        let indicator = try self.indicator(code)
        var all: [WorkedProgress] = []
        var last = ""
        while true {
            let chunk = try series(indicator: code, area: nil, after: last, limit: 500)
            guard let end = chunk.last else { break }
            last = end.series.text
            for entry in chunk where past.applies(to: entry.series, among: siblings) {
                let inForce = History(vintages: try vintages(of: entry)).inForce(asOf: time)
                guard !inForce.isEmpty else { continue }
                all.append(WorkedProgress(target, entry, inForce, indicator, asOf: time))
            }
        }
        if all.isEmpty { all.append(WorkedProgress(target, nil, [], indicator, asOf: time)) }
        for index in all.indices { all[index].entry.isSetLater = past.isSetLater }
        return all.filter { isWanted($0.entry) }
    }

    /// The progress that an entry is, worked out anew from the figures in force.
    func worked(_ entry: ProgressEntry) throws(StoreError) -> WorkedProgress {
        let inForce = try entry.series.map { series throws(StoreError) in
            History(vintages: try vintages(of: series)).inForce()
        }
        return WorkedProgress(
            entry.target, entry.series, inForce ?? [],
            try indicator(entry.target.target.indicator.text), asOf: nil)
    }
}

/// A target as it was in force at some time.
private struct PastTarget {
    let versioned: VersionedTarget
    /// It was first set after that time.
    let isSetLater: Bool

    var id: String { versioned.target.id.text }

    /// Whether it is in force for a series: it matches, and no other that matches replaces it
    /// there. What was set already is not replaced by what was set later.
    func applies(to series: Series, among others: [PastTarget]) -> Bool {
        versioned.target.matches(series)
            && !others.contains { other in
                other.versioned.target.overrides == versioned.target.id
                    && other.versioned.target.matches(series)
                    && (isSetLater || !other.isSetLater)
            }
    }
}

extension ProgressEntry {
    /// Whether it is among what `query` asks for.
    fileprivate func answers(_ query: ProgressQuery) -> Bool {
        let area = series?.series.area.text ?? target.target.areas.text
        func fits<Asked: Equatable>(_ asked: Asked?, _ own: Asked) -> Bool {
            asked == nil || asked == own
        }
        return fits(query.indicator, target.target.indicator.text) && fits(query.area, area)
            && fits(query.target, target.target.id.text)
            && fits(query.category, assessment.category)
    }
}
