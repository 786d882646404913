/// What a file of figures is: by its ending, or by looking inside.
enum FileFormat: String, CaseIterable, Sendable {
    case json
    case ndjson
    case csv
    case sdmxCSV1 = "sdmx-csv-1"
    case sdmxCSV2 = "sdmx-csv-2"
    case sdmxJSON = "sdmx-json"
    case tsv

    var mediaType: String {
        switch self {
        case .json: "application/json"
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv"
        case .sdmxCSV1: "application/vnd.sdmx.data+csv;version=1.0.0"
        case .sdmxCSV2: "application/vnd.sdmx.data+csv;version=2.0.0"
        case .sdmxJSON: "application/vnd.sdmx.data+json;version=2.0.0"
        case .tsv: "text/tab-separated-values"
        }
    }

    /// Looks at the name, and at the first bytes where that does not decide.
    init(name: String, beginning: [UInt8]) {
        let ending = name.split(separator: "/").last?.split(separator: ".").dropFirst().last
        let text = Self.text(beginning)
        switch ending?.lowercased() {
        case "ndjson", "jsonl": self = .ndjson
        case "tsv": self = .tsv
        case "csv": self = Self.ofRows(text)
        // What is packed cannot be looked into.
        case "json" where text.isEmpty: self = .json
        default: self = Self.inside(text)
        }
    }

    /// Without a byte order mark and white space before it.
    private static func text(_ bytes: [UInt8]) -> Substring {
        let bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
        return Substring(decoding: bytes, as: UTF8.self).drop { $0.isWhitespace }
    }

    private static func inside(_ text: Substring) -> FileFormat {
        guard let first = text.first, first == "{" || first == "[" else { return ofRows(text) }
        let lines = text.split(whereSeparator: \.isNewline)
        if first == "{", lines.count > 1, lines[0].last == "}", lines[1].first == "{" {
            return .ndjson
        }
        // Its messages have data sets, and structures beside them.
        let isSDMX = text.contains("\"dataSets\"") || text.contains("sdmx-json")
        return isSDMX ? .sdmxJSON : .json
    }

    private static func ofRows(_ text: Substring) -> FileFormat {
        let header = text.prefix { !$0.isNewline }
        if header.hasPrefix("STRUCTURE") { return .sdmxCSV2 }
        if header.hasPrefix("DATAFLOW") { return .sdmxCSV1 }
        // Eurostat's names rows and columns in one cell.
        return header.contains("\t") && header.contains("\\") ? .tsv : .csv
    }

    /// How the file is packed, as `content-encoding` names it; nil: it is not.
    static func encoding(of beginning: [UInt8]) -> String? {
        if beginning.starts(with: [0x1f, 0x8b]) { return "gzip" }
        return beginning.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) ? "zstd" : nil
    }

    /// The name of what is packed in `name`.
    static func unpacked(_ name: String) -> String {
        for ending in [".gz", ".zst"] where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }
}
