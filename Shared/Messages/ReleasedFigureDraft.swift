internal import JSON
internal import Time

/// The fields of a released figure, or of a change, as they are read from an event.
struct ReleasedFigureDraft {
    enum Name: String, CaseIterable {
        case period, value, old, oldStatus, new, status, released, source, confidentiality, note
    }

    private let offset: Int
    private var period: Period?
    private var value: Double?
    private var old: Double?
    private var oldStatus: StatusFlags?
    private var status: StatusFlags?
    private var released: Timestamp?
    private var source: String?
    private var confidentiality: UInt8?
    private var note: String?

    /// The value stands under `value`, or under `new` where it is a change's.
    init?(from document: inout Document, valueName: Name) throws(JSONError) {
        let required: [Name] = [.period, .status, .released]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        offset = fields.offset
        while let field = try document.next(&fields) {
            switch field {
            case valueName: value = try document.number()
            case .period: period = try document.period()
            case .old: old = try document.number()
            case .oldStatus: oldStatus = try document.status()
            case .status: status = try document.status()
            case .released: released = try document.timestamp()
            case .source: source = try document.string()
            case .confidentiality: confidentiality = try document.confidentiality()
            case .note: note = try document.string()
            case .value, .new: try document.skip()
            }
        }
    }

    /// Nil where it is no good, which is noted.
    func released(_ document: inout Document) -> ReleasedFigure? {
        guard let period, let status, let released else { return nil }
        do throws(ValidationError) {
            let figure = try Figure(
                period: period, value: value, status: status, confidentiality: confidentiality,
                note: note)
            return ReleasedFigure(figure: figure, released: released, source: source)
        } catch {
            document.note(error, at: offset)
            return nil
        }
    }

    /// What was in force before: of a change with an `oldStatus`.
    func former(_ document: inout Document) -> Figure? {
        guard let period, let oldStatus else { return nil }
        do throws(ValidationError) {
            return try Figure(period: period, value: old, status: oldStatus)
        } catch {
            document.note(error, at: offset)
            return nil
        }
    }
}

extension Document {
    mutating func confidentiality() throws(JSONError) -> UInt8? {
        try parsed { text throws(ValidationError) in try Figure.confidentiality(text) } ?? nil
    }

    mutating func indicatorCode() throws(JSONError) -> IndicatorCode? {
        try parsed { text throws(ValidationError) in try IndicatorCode(text) }
    }

    mutating func area() throws(JSONError) -> Area? {
        try parsed { text throws(ValidationError) in try Area(text) }
    }
}
