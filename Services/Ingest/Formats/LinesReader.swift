internal import Messages

/// Reads NDJSON: one report a line, empty lines passed.
struct LinesReader: FormatReader {
    private var utf8 = UTF8Check()
    private var line: [UInt8] = []
    private var number = 1

    static let lineLimitBytes = 1 << 20

    mutating func read(_ bytes: Span<UInt8>, into rows: inout Gathering) throws(UploadError) {
        let valid = utf8.validCount(bytes)
        var start = 0
        for index in 0..<valid where bytes[index] == UInt8(ascii: "\n") {
            line.append(contentsOf: bytes.extracting(start..<index))
            takeLine(into: &rows)
            start = index + 1
        }
        line.append(contentsOf: bytes.extracting(start..<valid))
        guard line.count <= Self.lineLimitBytes else {
            throw .unreadable(
                ValidationError(
                    .tooLarge, "the line is too long", line: number,
                    expected: "at most \(Self.lineLimitBytes) bytes a report"))
        }
        if valid < bytes.count { throw .unreadable(utf8.error(line: number)) }
    }

    mutating func finish(into rows: inout Gathering) throws(UploadError) {
        guard utf8.isWhole else { throw .unreadable(utf8.error(line: number)) }
        takeLine(into: &rows)
    }

    private mutating func takeLine(into rows: inout Gathering) {
        defer {
            line.removeAll(keepingCapacity: true)
            number += 1
        }
        if number == 1 { line.dropByteOrderMark() }
        guard line.contains(where: { !Self.isSpace($0) }) else { return }
        let place = RowPlace(record: number)
        do throws(Refusal) {
            let document = try FiguresDocument(line.span)
            if let refusal = document.refusal { throw refusal }
            guard let report = document.reports.first, report.index == nil else {
                rows.reject([Self.notOneReport], at: place)
                return
            }
            rows.add(report, record: number)
        } catch {
            rows.reject(error.errors, at: place)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private static let notOneReport = ValidationError(
        .malformed, "the line is not one report", pointer: "/reports",
        expected: "a report, without anything around it")
}
