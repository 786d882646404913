internal import Messages

/// Reads one format: bytes come in pieces, whatever their boundaries, figures go into a gathering.
///
/// What is wrong with single rows or reports goes into the gathering too; what makes the rest
/// meaningless is thrown.
protocol FormatReader {
    mutating func read(_ bytes: Span<UInt8>, into rows: inout Gathering) throws(UploadError)

    /// All has come.
    mutating func finish(into rows: inout Gathering) throws(UploadError)
}

/// Why nothing of a body is taken.
enum UploadError: Error, Sendable {
    /// It is not of its format: 400.
    case unreadable(ValidationError)
    /// It cannot be about figures as it is, such as a table without their columns: 422.
    case refused([ValidationError])
    /// More than is read at once: 413.
    case tooLarge(limitBytes: Int)
}

/// The formats that are taken.
enum Format: String, Sendable {
    case json, lines, csv

    /// The format of a `content-type`; nil where it is none of them.
    init?(contentType: String) {
        // As it is mostly written, without a look at its parts.
        if contentType == "application/json" {
            self = .json
            return
        }
        let end = contentType.firstIndex(of: ";") ?? contentType.endIndex
        switch contentType[..<end].filter({ $0 != " " }).lowercased() {
        case "application/json": self = .json
        case "application/x-ndjson", "application/ndjson", "application/jsonl": self = .lines
        case "text/csv": self = .csv
        default: return nil
        }
    }

    static let accepted = "application/json, application/x-ndjson, text/csv"

    var placeStyle: PlaceStyle {
        switch self {
        case .json: .document
        case .lines: .lines
        case .csv: .table
        }
    }

    func reader() -> any FormatReader {
        switch self {
        case .json: JSONReader()
        case .lines: LinesReader()
        case .csv: PeilCSVReader()
        }
    }
}
