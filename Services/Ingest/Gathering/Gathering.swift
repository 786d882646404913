internal import Messages

/// The figures of a submission, gathered row by row until all have come; beyond a bound they move
/// into a file.
struct Gathering: ~Copyable {
    /// A figure whose texts lie in `text`.
    private struct Row: BitwiseCopyable {
        let place: RowPlace
        let value: Double
        let heading: Int32
        let periodStart: Int32
        let periodCount: Int32
        let noteCount: Int32
        let status: StatusFlags
        let confidentiality: UInt8
        let hasValue: Bool
        let hasNote: Bool
    }

    let style: PlaceStyle
    private(set) var faults = FaultList()
    /// Rows, or reports, that cannot be published whatever the catalogue says.
    private(set) var rejected = 0
    private var headings: [Heading] = []
    private var known: [HeadingKey: Int32] = [:]
    private var last: (key: HeadingKey, heading: Int32)?
    private var headingBytes = 0
    private var rows: [Row] = []
    private var text: [UInt8] = []
    private var spool: Spool?
    /// What came instead of rows.
    private var only: SentSeries?
    private let directory: String
    private let limitBytes: Int

    /// `directory`: where the file goes, should there be one; `limitBytes`: what rows may take in
    /// memory before that.
    init(_ style: PlaceStyle, directory: String, limitBytes: Int) {
        self.style = style
        self.directory = directory
        self.limitBytes = limitBytes
    }

    /// Notes a row or report that is no good, by errors that are relative to its place.
    mutating func reject(_ errors: [ValidationError], at place: RowPlace) {
        rejected += 1
        for error in errors { faults.add(at: place) { error.at(place, style) } }
    }

    /// Notes reports that are no good, by errors that have their places; more were found than kept.
    mutating func reject(reports: Int, _ errors: [(RowPlace, ValidationError)], errorCount: Int) {
        rejected += reports
        for (place, error) in errors { faults.add(at: place) { error } }
        faults.add(uncounted: errorCount - errors.count)
    }

    /// The number of the heading that `key` stands for; nil where it is not known (any more).
    mutating func heading(of key: HeadingKey) -> Int32? {
        // Rows of a series mostly follow each other.
        if let last, last.key == key { return last.heading }
        guard let heading = known[key] else { return nil }
        last = (key, heading)
        return heading
    }

    /// Takes a heading; rows name it by the number until `spill`.
    mutating func add(_ heading: Heading, key: HeadingKey? = nil) -> Int32 {
        let number = Int32(headings.count)
        headings.append(heading)
        if let key { known[key] = number }
        headingBytes += 2 * ((key?.bytes.count ?? 0) + heading.seriesText.utf8.count) + 320
        return number
    }

    mutating func add(
        _ heading: Int32, at place: RowPlace, period: Span<UInt8>, value: Double?,
        status: StatusFlags, confidentiality: UInt8?, note: String?
    ) {
        let start = Int32(text.count)
        text.append(contentsOf: period)
        if let note { text.append(contentsOf: note.utf8) }
        rows.append(
            Row(
                place: place, value: value ?? 0, heading: heading, periodStart: start,
                periodCount: Int32(period.count), noteCount: Int32(note?.utf8.count ?? 0),
                status: status, confidentiality: confidentiality ?? 0, hasValue: value != nil,
                hasNote: note != nil))
    }

    /// Takes the only series of a submission: there is nothing to put in order.
    mutating func addOnly(_ series: SentSeries) { only = series }

    /// Whether it is time to `spill`.
    var isFull: Bool {
        rowBytes >= limitBytes / 2 || rowBytes + headingBytes >= limitBytes
    }

    private var rowBytes: Int { rows.count * MemoryLayout<Row>.stride + text.count }

    var isSpooled: Bool { spool != nil }
}

extension Gathering {
    /// Moves all rows into the file. Headings may have new numbers afterwards. Blocks.
    mutating func spill() throws(SpoolError) {
        if !rows.isEmpty { try spillRows() }
        // Later rows may be of the same series: their headings stay while there is room.
        guard headingBytes >= limitBytes / 2 else { return }
        headings.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
        last = nil
        headingBytes = 0
    }

    private mutating func spillRows() throws(SpoolError) {
        let spool: Spool
        if let begun = self.spool { spool = begun } else { spool = try Spool(directory: directory) }
        self.spool = spool
        spool.beginRun()
        try eachInMemory { series throws(SpoolError) in
            try spool.append(series)
            return true
        }
        try spool.endRun()
        rows.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }

    /// Hands over every series once, in the order of their identities, until `body` gives false.
    /// Blocks where there is a file.
    mutating func eachSeries(_ body: (SentSeries) throws(SpoolError) -> Bool) throws(SpoolError) {
        if let only {
            _ = try body(only)
            return
        }
        guard let spool else {
            return try eachInMemory(body)
        }
        try spill()
        // All is in the file: what is read back gets the room.
        (rows, text, headings, known, last, headingBytes) = ([], [], [], [:], nil, 0)
        try spool.eachSeries(body)
    }

    private func eachInMemory(
        _ body: (SentSeries) throws(SpoolError) -> Bool
    ) throws(SpoolError) {
        let order = headings.indices.sorted { headings[$0].seriesText < headings[$1].seriesText }
        let (rowOrder, starts) = rowsByHeading()
        var index = 0
        while index < order.count {
            let seriesText = headings[order[index]].seriesText
            var series = SentSeries()
            while index < order.count, headings[order[index]].seriesText == seriesText {
                let heading = order[index]
                let own = rowOrder[starts[heading]..<starts[heading + 1]]
                if !own.isEmpty {
                    series.begin(headings[heading])
                    series.append(own.map { figure(rows[$0]) })
                }
                index += 1
            }
            if series.parts.isEmpty { continue }
            guard try body(series) else { return }
        }
    }

    /// The rows' indices by heading, and where each heading's begin: a counting sort, which keeps
    /// their order.
    private func rowsByHeading() -> (order: [Int], starts: [Int]) {
        var starts = [Int](repeating: 0, count: headings.count + 1)
        for row in rows { starts[Int(row.heading) + 1] += 1 }
        for heading in headings.indices { starts[heading + 1] += starts[heading] }
        var next = starts
        var order = [Int](repeating: 0, count: rows.count)
        for (index, row) in rows.enumerated() {
            order[next[Int(row.heading)]] = index
            next[Int(row.heading)] += 1
        }
        return (order, starts)
    }

    private func figure(_ row: Row) -> SentFigure {
        let start = Int(row.periodStart)
        let end = start + Int(row.periodCount)
        return SentFigure(
            place: row.place, period: String(decoding: text[start..<end], as: UTF8.self),
            value: row.hasValue ? row.value : nil, status: row.status,
            confidentiality: row.confidentiality == 0 ? nil : row.confidentiality,
            note: row.hasNote
                ? String(decoding: text[end..<end + Int(row.noteCount)], as: UTF8.self) : nil)
    }
}
