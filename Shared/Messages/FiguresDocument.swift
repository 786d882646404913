internal import JSON
internal import Time

/// What `POST /v1/figures` takes as JSON: `{"reports":[…]}`, or one report.
public struct FiguresDocument: Sendable {
    /// Those that are well formed.
    public private(set) var reports: [ReportDraft] = []
    /// What is wrong with the others; nil: nothing.
    public private(set) var refusal: Refusal?

    /// Reads a whole document. Throws where it is no JSON.
    public init(_ document: Span<UInt8>) throws(Refusal) {
        var document = Document(document, unknownFields: .refused)
        do throws(JSONError) {
            if try Self.hasReports(document) {
                try readReports(from: &document)
            } else if let report = try ReportDraft(from: &document, index: nil) {
                reports = [report]
            }
            try document.finish()
        } catch {
            throw Refusal([document.error(of: error)], isUnreadable: true)
        }
        if document.errorCount > 0 { refusal = document.refusal }
    }

    private enum Name: String, CaseIterable {
        case reports
    }

    private static func hasReports(_ document: borrowing Document) throws(JSONError) -> Bool {
        var reader = document.reader
        guard try reader.kind() == .object else { return false }
        try reader.beginObject()
        guard let name = try reader.nextMember() else { return true }
        return reader.equals(name, "reports")
    }

    private mutating func readReports(from document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.reports]) else { return }
        while try document.next(&fields) != nil {
            guard try document.begin(.array) else { continue }
            var index = 0
            while try document.nextElement() {
                if let report = try ReportDraft(from: &document, index: index) {
                    reports.append(report)
                }
                index += 1
            }
        }
    }
}

extension ReportDraft {
    private enum Name: String, CaseIterable {
        case indicator, area, dimensions, unit, source, released, figures
    }

    /// Nil where anything in it is no good, which is noted.
    fileprivate init?(
        from document: inout Document, index: Int?
    ) throws(JSONError) {
        let errors = document.errorCount
        let required: [Name] = [.indicator, .area, .unit, .figures]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var indicator: IndicatorCode?
        var area: Area?
        var dimensions: Dimensions?
        var unit, source: String?
        var released: Timestamp?
        var figures: [DraftFigure] = []
        while let field = try document.next(&fields) {
            switch field {
            case .indicator: indicator = try document.indicatorCode()
            case .area: area = try document.area()
            case .dimensions: dimensions = try document.dimensions()
            case .unit: unit = try document.unit()
            case .source: source = try document.text("a source")
            case .released: released = try document.timestamp()
            case .figures: figures = try DraftFigure.list(from: &document)
            }
        }
        guard document.errorCount == errors, let indicator, let area, let unit else { return nil }
        self.init(
            series: Series(
                indicator: indicator, area: area, dimensions: dimensions ?? .none),
            unit: unit, source: source, released: released, figures: figures, index: index)
    }
}

extension ReportDraft.DraftFigure {
    private enum Name: String, CaseIterable {
        case period, value, status, confidentiality, note
    }

    fileprivate static func list(from document: inout Document) throws(JSONError) -> [Self] {
        let offset = document.reader.offset
        guard try document.begin(.array) else { return [] }
        var figures: [Self] = []
        var isEmpty = true
        while try document.nextElement() {
            isEmpty = false
            if let figure = try Self(from: &document) { figures.append(figure) }
        }
        if isEmpty { document.note(Report.noFigures, at: offset) }
        return figures
    }

    /// A `value` that is null is missing.
    private init?(from document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.period]) else {
            return nil
        }
        var period: String?
        var value: Double?
        var status: StatusFlags = []
        var confidentiality: UInt8?
        var note: String?
        while let field = try document.next(&fields) {
            switch field {
            case .period: period = try document.string()
            case .value:
                if try document.reader.kind() == .null {
                    try document.skip()
                } else {
                    value = try document.number()
                }
            case .status: status = try document.status() ?? []
            case .confidentiality: confidentiality = try document.confidentiality()
            case .note: note = try document.text("a note")
            }
        }
        guard let period else { return nil }
        self.init(
            period: period, value: value, status: status, confidentiality: confidentiality,
            note: note)
    }
}

extension Document {
    mutating func unit() throws(JSONError) -> String? {
        try parsed { text throws(ValidationError) in try Text.checkedUnit(text) }
    }
}
