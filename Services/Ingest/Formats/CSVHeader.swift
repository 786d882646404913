internal import Messages

/// What the columns of a Peil CSV are.
final class CSVHeader: Sendable {
    enum Column: String, CaseIterable {
        case indicator, area, period, value, status, unit, released, source, note
    }

    let count: Int
    let indicator: Int
    let area: Int
    let period: Int
    let value: Int
    /// The other columns, which are dimensions.
    let dimensions: [(name: String, field: Int)]
    /// The columns that rows of one heading have in common.
    let headingFields: [Int]
    let status: Int?
    let unit: Int?
    let released: Int?
    let source: Int?
    let note: Int?

    /// Throws `refused` with all that is wrong with the header.
    init(_ record: borrowing CSVRecord) throws(UploadError) {
        var fields: [Column: Int] = [:]
        var dimensions: [(name: String, field: Int)] = []
        var errors: [ValidationError] = []
        var names: [String] = []
        for field in 0..<record.count {
            let name = Self.name(record.field(field))
            if names.contains(name) {
                errors.append(Self.twice(name))
            } else if let column = Column(rawValue: name) {
                fields[column] = field
            } else if (try? Dimensions([(name, "x")])) != nil {
                dimensions.append((name, field))
            } else {
                errors.append(Self.unknown(name))
            }
            names.append(name)
        }
        for column in [Column.indicator, .area, .period, .value] where fields[column] == nil {
            errors.append(Self.missing(column, among: names))
        }
        let line = record.line
        guard errors.isEmpty, let indicator = fields[.indicator], let area = fields[.area],
            let period = fields[.period], let value = fields[.value]
        else { throw .refused(errors.map { $0.at(line: line) }) }
        count = record.count
        self.indicator = indicator
        self.area = area
        self.period = period
        self.value = value
        self.dimensions = dimensions
        status = fields[.status]
        unit = fields[.unit]
        released = fields[.released]
        source = fields[.source]
        note = fields[.note]
        headingFields =
            [indicator, area] + dimensions.map(\.field)
            + [unit, released, source].compactMap(\.self)
    }

    /// Without spaces around it.
    private static func name(_ field: Span<UInt8>) -> String {
        let text = String(copying: field)
        let start = text.drop { $0 == " " }
        let trailing = start.reversed().prefix { $0 == " " }.count
        return String(start.dropLast(trailing))
    }

    private static func twice(_ name: String) -> ValidationError {
        ValidationError(
            .malformed, "column \(CSVCells.excerpt(name)) stands twice",
            found: CSVCells.excerpt(name), expected: "each column once")
    }

    private static func unknown(_ name: String) -> ValidationError {
        ValidationError(
            .unknownField, "this is no column's name", found: CSVCells.excerpt(name),
            expected: "a column of figures, or a dimension's name of a-z, 0-9 and underscore",
            suggestion: Suggestions.nearest(
                to: name.lowercased(), among: Column.allCases.map(\.rawValue)))
    }

    private static func missing(_ column: Column, among names: [String]) -> ValidationError {
        if names.count == 1, names[0].contains(";") {
            return ValidationError(
                .missingField, "column \(column.rawValue) is missing", found: "semicolons",
                expected: "columns separated by commas, and decimal points")
        }
        return ValidationError(
            .missingField, "column \(column.rawValue) is missing",
            found: Suggestions.nearest(to: column.rawValue, among: names),
            expected: column.rawValue)
    }
}
