internal import Messages
internal import Time

/// Reads Peil CSV: a header with `indicator`, `area`, `period`, `value` and any of `status`,
/// `unit`, `released`, `source`, `note`; other columns are dimensions. An empty cell of those says
/// that the series does not have the dimension.
struct PeilCSVReader: FormatReader {
    private var utf8 = UTF8Check()
    private var parser = CSVParser()
    private var header: CSVHeader?
    /// The cells that make a row's heading, each with a byte behind that no text holds.
    private var key: [UInt8] = []

    mutating func read(_ bytes: Span<UInt8>, into rows: inout Gathering) throws(UploadError) {
        let valid = utf8.validCount(bytes)
        var parser = self.parser
        defer { self.parser = parser }
        try parser.read(bytes.extracting(first: valid)) { record throws(UploadError) in
            try take(record, into: &rows)
        }
        if valid < bytes.count {
            throw .unreadable(utf8.error(line: parser.line))
        }
    }

    mutating func finish(into rows: inout Gathering) throws(UploadError) {
        guard utf8.isWhole else { throw .unreadable(utf8.error(line: parser.line)) }
        var parser = self.parser
        try parser.finish { record throws(UploadError) in try take(record, into: &rows) }
        guard header != nil else {
            throw .refused([
                ValidationError(
                    .missingField, "there is no header", line: 1, found: "the end",
                    expected: "indicator,area,period,value")
            ])
        }
    }

    private mutating func take(
        _ record: borrowing CSVRecord, into rows: inout Gathering
    ) throws(UploadError) {
        guard let header else {
            header = try CSVHeader(record)
            return
        }
        let place = RowPlace(record: record.line)
        guard record.count == header.count else {
            rows.reject([Self.wrongCount(record.count, header.count)], at: place)
            return
        }
        var errors: [ValidationError] = []
        let heading = heading(record, header, &rows, &errors)
        let value = Self.collect(&errors) { () throws(ValidationError) in
            try CSVCells.value(record.field(header.value))
        }
        let status = Self.collect(&errors) { () throws(ValidationError) in
            try header.status.map { field throws(ValidationError) in
                try CSVCells.status(record.field(field))
            }
        }
        let note = Self.collect(&errors) { () throws(ValidationError) in
            try Self.text(record, header.note, "/note", Figure.checkedNote)
        }
        guard errors.isEmpty, let heading, let value, let status, let note else {
            rows.reject(errors, at: place)
            return
        }
        rows.add(
            heading, at: place, period: record.field(header.period), value: value,
            status: status?.flags ?? [], confidentiality: status?.confidentiality, note: note)
    }

    /// The number of the row's heading.
    private mutating func heading(
        _ record: borrowing CSVRecord, _ header: CSVHeader, _ rows: inout Gathering,
        _ errors: inout [ValidationError]
    ) -> Int32? {
        key.removeAll(keepingCapacity: true)
        for field in header.headingFields {
            key.append(contentsOf: record.field(field))
            key.append(0xff)
        }
        let key = HeadingKey(bytes: key)
        if let known = rows.heading(of: key) { return known }
        guard let heading = Self.newHeading(record, header, &errors) else { return nil }
        return rows.add(heading, key: key)
    }

    private static func newHeading(
        _ record: borrowing CSVRecord, _ header: CSVHeader, _ errors: inout [ValidationError]
    ) -> Heading? {
        let indicator = collect(&errors) { () throws(ValidationError) in
            try CSVCells.placed(
                "/indicator", String(copying: record.field(header.indicator)), IndicatorCode.init)
        }
        let area = collect(&errors) { () throws(ValidationError) in
            try CSVCells.placed("/area", String(copying: record.field(header.area)), Area.init)
        }
        var pairs: [(name: String, value: String)] = []
        for (name, field) in header.dimensions where !record.field(field).isEmpty {
            let pair = (name: name, value: String(copying: record.field(field)))
            let isValid: Void? = collect(&errors) { () throws(ValidationError) in
                try CSVCells.placed("/\(name)", pair.value) { value throws(ValidationError) in
                    _ = try Dimensions([(name, value)])
                }
            }
            if isValid != nil { pairs.append(pair) }
        }
        let dimensions = collect(&errors) { () throws(ValidationError) in try Dimensions(pairs) }
        let released = collect(&errors) { () throws(ValidationError) in
            try header.released.map { field throws(ValidationError) in
                try CSVCells.released(record.field(field))
            }
        }
        let source = collect(&errors) { () throws(ValidationError) in
            try text(record, header.source, "/source", Report.checkedSource)
        }
        let unit = header.unit.map { String(copying: record.field($0)) }
        guard errors.isEmpty, let indicator, let area, let dimensions, let released, let source
        else { return nil }
        return Heading(
            series: Series(indicator: indicator, area: area, dimensions: dimensions),
            unit: unit.flatMap { $0.isEmpty ? nil : $0 }, released: released ?? nil,
            source: source)
    }

    /// A text that may be absent, or empty.
    private static func text(
        _ record: borrowing CSVRecord, _ field: Int?, _ pointer: String,
        _ check: (String) throws(ValidationError) -> String
    ) throws(ValidationError) -> String? {
        guard let field, !record.field(field).isEmpty else { return nil }
        return try CSVCells.placed(pointer, String(copying: record.field(field)), check)
    }

    /// What `body` gives; nil where it throws, which is noted.
    private static func collect<Result>(
        _ errors: inout [ValidationError], _ body: () throws(ValidationError) -> Result
    ) -> Result? {
        do throws(ValidationError) {
            return try body()
        } catch {
            errors.append(error)
            return nil
        }
    }

    private static func wrongCount(_ found: Int, _ expected: Int) -> ValidationError {
        ValidationError(
            .malformed, "the row has not as many fields as the header", found: "\(found) fields",
            expected: "\(expected) fields")
    }
}
