public import Time

extension Report {
    /// How far a release may lie ahead of its arrival: clocks differ.
    private static let allowedAheadMilliseconds: Int64 = 5 * 60 * 1000

    /// `embargoed`: the figures were released more than 5 minutes after they were received.
    public static func fault(released: Timestamp?, received: Timestamp) -> ValidationError? {
        let latest = received.adding(milliseconds: allowedAheadMilliseconds)
        guard let released, released > latest else { return nil }
        return ValidationError(
            .embargoed, "the figures are not released yet", pointer: "/released",
            found: released.description, expected: "a time up to \(latest)")
    }

    /// Bytes that the sources and notes of a report's figures may take as JSON, so that what comes
    /// of it fits a record: each change carries both.
    public static let textLimit = 500_000

    /// `figures` in parts that each fit a report.
    public static func batches(of figures: [Figure], source: String?) -> [ArraySlice<Figure>] {
        let each = source.map { Text.lengthInJSON($0.utf8.span) } ?? 0
        var batches: [ArraySlice<Figure>] = []
        var start = 0
        var length = 0
        for (index, figure) in figures.enumerated() {
            let more = each + (figure.note.map { Text.lengthInJSON($0.utf8.span) } ?? 0)
            if index - start == figureLimit || length + more > textLimit {
                batches.append(figures[start..<index])
                start = index
                length = 0
            }
            length += more
        }
        batches.append(figures[start...])
        return batches
    }

    static let noFigures = ValidationError(
        .malformed, "the report has no figures", expected: "at least one figure")

    static let tooManyFigures = ValidationError(
        .tooLarge, "the report has too many figures",
        expected: "at most \(figureLimit) figures")

    static func duplicateFigure(of period: Period) -> ValidationError {
        ValidationError(
            .duplicateFigure, "the period has two figures", pointer: "/period",
            found: period.description, expected: "one figure a period")
    }
}

extension RawReport {
    /// `too_large`: its texts would not fit the record of what comes of it.
    var faultOfLength: ValidationError? {
        guard text.count * (figures.count + 1) > Report.textLimit else { return nil }
        var length = Text.lengthInJSON(source) * figures.count
        for figure in figures { length += Text.lengthInJSON(note(of: figure)) }
        guard length > Report.textLimit else { return nil }
        return ValidationError(
            .tooLarge, "sources and notes are too long", pointer: "/figures",
            found: "\(length) bytes", expected: "at most \(Report.textLimit) bytes")
    }
}
