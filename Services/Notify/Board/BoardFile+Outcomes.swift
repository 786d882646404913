internal import JSON
internal import Messages
internal import Store
internal import Time

extension BoardFile {
    private static let beforeAnyArrival: Int64 = -1

    /// Takes in one outcome, whose bytes on the log are `record`.
    func apply(_ event: OutcomeEvent, record: [UInt8]) throws(StoreError) {
        switch event.outcome {
        case .seriesUpdated(let update): try apply(update, arrival: event.id.cause.offset)
        case .target(let outcome):
            try apply(outcome)
            if event.outcome.kind != .assessed { try addNews(event, record) }
        }
    }

    private func apply(_ update: SeriesUpdated, arrival: Int64) throws(StoreError) {
        let text = update.series.text
        let series = try upsert(update, text)
        for change in update.changes {
            try add(change.new, to: series, arrival, definition: update.definition)
        }
        // The second of a period repeats one no more, since the first came between. Of those of its
        // release time it had come first: by arrival now, it would come last.
        for (index, released) in update.vintages.enumerated().reversed() {
            let isSecond =
                index > 0 && update.vintages[index - 1].figure.period == released.figure.period
            let arrival = isSecond ? Self.beforeAnyArrival : arrival
            try add(released, to: series, arrival, definition: update.definition)
            if !isSecond { try hideRepetition(of: released, in: series) }
        }
        // What is not among the assessments is about this series no more: overridden, withdrawn.
        let current = Set(update.assessments.map(\.target.text))
        for target in try targets(assessedFor: text) where !current.contains(target) {
            try removeProgress(of: target, for: text)
        }
        for assessment in update.assessments {
            try set(assessment.assessment, of: assessment.target, assessment.version, for: text)
        }
    }

    private func apply(_ outcome: TargetOutcome) throws(StoreError) {
        let (target, series) = (outcome.target.id, outcome.series?.text ?? "")
        let version = outcome.target.version
        switch outcome.kind {
        case .assessed(withdrawn: true): try removeProgress(of: target.text, for: series)
        case .overdue: try set(outcome.assessment, of: target, version, for: series, overdue: true)
        case .assessed, .met, .confirmed, .unmet, .missed, .pace:
            try set(outcome.assessment, of: target, version, for: series)
        }
    }

    /// The series' row number. It is looked for first: what SQLite gives back of a change goes
    /// through a table that it makes each time.
    private func upsert(_ update: SeriesUpdated, _ text: String) throws(StoreError) -> Int64 {
        var known = try row(ofSeries: text)
        if known == nil {
            try run("INSERT INTO series(text, area, unit) VALUES(?1, ?2, ?3)") {
                $0.bind(1, text: text)
                $0.bind(2, text: update.series.area.text)
                $0.bind(3, text: update.unit)
            }
            known = try row(ofSeries: text)
        }
        guard let row = known else { throw .failed("the board: a series got no row") }
        let sql = """
            UPDATE series SET unit = ?2, latest_frequency = ?3, latest_ordinal = ?4,
                previous_frequency = ?5, previous_ordinal = ?6, previous_value = ?7, change = ?8
            WHERE id = ?1
            """
        try run(sql) {
            $0.bind(1, row)
            $0.bind(2, text: update.unit)
            $0.bind(3, 4, update.latest?.figure.period)
            $0.bind(5, 6, update.previous?.period)
            $0.bind(7, optional: update.previous?.value)
            $0.bind(8, optional: update.change)
        }
        return row
    }

    private func row(ofSeries text: String) throws(StoreError) -> Int64? {
        try first(
            "SELECT id FROM series WHERE text = ?1", { $0.bind(1, text: text) },
            { row in row.integer(0) })
    }

    private func add(
        _ released: ReleasedFigure, to series: Int64, _ arrival: Int64, definition: Int
    ) throws(StoreError) {
        let figure = released.figure
        let sql = """
            INSERT OR REPLACE INTO vintage
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """
        try run(sql) {
            $0.bind(1, series)
            $0.bind(2, 3, figure.period)
            $0.bind(4, released.released.milliseconds)
            $0.bind(5, arrival)
            $0.bind(6, optional: figure.value)
            $0.bind(7, Int64(figure.status.rawValue))
            $0.bind(8, Int64(figure.confidentiality ?? 0))
            $0.bind(9, text: released.source ?? "")
            $0.bind(10, text: figure.note ?? "")
            $0.bind(11, Int64(definition))
        }
    }
}

// What repeats the figure before it is not shown, until another comes between.
extension BoardFile {
    private func hideRepetition(of released: ReleasedFigure, in series: Int64) throws(StoreError) {
        let (period, time) = (released.figure.period, released.released.milliseconds)
        let next = try first(
            """
            SELECT \(Vintage.columns) FROM vintage
            WHERE series = ?1 AND frequency = ?2 AND ordinal = ?3 AND released > ?4
            ORDER BY released, arrival LIMIT 1
            """,
            {
                $0.bind(1, series)
                $0.bind(2, 3, period)
                $0.bind(4, time)
            }, { row throws(StoreError) in try Vintage(row, at: 0) })
        guard let next, next.released.figure.says(sameAs: released.figure) else { return }
        let sql = """
            DELETE FROM vintage WHERE series = ?1 AND frequency = ?2 AND ordinal = ?3
                AND released = ?4 AND arrival = ?5
            """
        try run(sql) {
            $0.bind(1, series)
            $0.bind(2, 3, period)
            $0.bind(4, next.released.released.milliseconds)
            $0.bind(5, next.arrival)
        }
    }
}

// Progress.
extension BoardFile {
    private func targets(assessedFor series: String) throws(StoreError) -> [String] {
        try all(
            "SELECT target FROM progress WHERE series = ?1", { $0.bind(1, text: series) },
            { row in row.text(0) })
    }

    private func removeProgress(of target: String, for series: String) throws(StoreError) {
        try run("DELETE FROM progress WHERE target = ?1 AND series = ?2") {
            $0.bind(1, text: target)
            $0.bind(2, text: series)
        }
    }

    private func set(
        _ assessment: Assessment, of target: TargetID, _ version: Int, for series: String,
        overdue: Bool = false
    ) throws(StoreError) {
        var writer = Writer(capacity: 512)
        assessment.encode(into: &writer)
        let document = writer.take()
        // That it is overdue is told once of each version.
        try run(
            """
            INSERT OR REPLACE INTO progress VALUES(?1, ?2, ?3, ?4, max(?5, coalesce((
                SELECT overdue FROM progress WHERE target = ?1 AND series = ?2 AND version = ?3
            ), 0)), ?6)
            """
        ) {
            $0.bind(1, text: target.text)
            $0.bind(2, text: series)
            $0.bind(3, Int64(version))
            $0.bind(4, text: assessment.category.rawValue)
            $0.bind(5, Int64(overdue ? 1 : 0))
            $0.bind(6, copying: document.span)
        }
        // There is a series now.
        if !series.isEmpty { try removeProgress(of: target.text, for: "") }
    }
}

extension Statement {
    func bind(_ parameter: Int32, optional value: Double?) {
        if let value { bind(parameter, value) } else { bindNull(parameter) }
    }

    /// A period takes two parameters: its frequency and its ordinal.
    func bind(_ frequency: Int32, _ ordinal: Int32, _ period: Period?) {
        guard let period else {
            bindNull(frequency)
            bindNull(ordinal)
            return
        }
        bind(frequency, text: period.frequency.rawValue)
        bind(ordinal, Int64(period.ordinal))
    }
}
