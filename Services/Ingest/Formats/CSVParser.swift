internal import Messages

/// Takes a CSV text apart (RFC 4180) that comes in pieces: quoted fields, with line ends in them
/// too; lines that end in CR LF, LF or CR; a byte order mark; empty lines are passed.
struct CSVParser {
    typealias Take = (borrowing CSVRecord) throws(UploadError) -> Void

    private enum State {
        case fieldStart, plain, quoted
        /// Behind a quotation mark in a quoted field: its end, or half of one that is meant.
        case quote
    }
    private let separator: UInt8
    private var state = State.fieldStart
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// The line of the byte that is read next.
    private(set) var line = 1
    private var recordLine = 1
    private var fieldLine = 1
    private var followsReturn = false
    /// Bytes of a byte order mark that were passed; nil behind the start.
    private var markCount: Int? = 0

    private static let mark = [UInt8].byteOrderMark
    /// A record that is longer is none: a quotation mark was forgotten.
    static let recordLimitBytes = 256 << 10
    static let fieldLimit = 1000

    init(separator: UInt8 = UInt8(ascii: ",")) { self.separator = separator }

    /// Hands over each record that ends in `piece`.
    mutating func read(_ piece: Span<UInt8>, _ take: Take) throws(UploadError) {
        var index = 0
        passMark(piece, &index)
        while index < piece.count {
            let byte = piece[index]
            switch state {
            case .fieldStart where byte == UInt8(ascii: "\""):
                state = .quoted
                fieldLine = line
                followsReturn = false
                index += 1
            case .fieldStart, .plain:
                if isEnd(byte) {
                    try endField(byte, take)
                    index += 1
                } else {
                    state = .plain
                    followsReturn = false
                    takeRun(piece, &index)
                }
            case .quoted: takeQuoted(piece, &index)
            case .quote:
                try endQuoted(byte, take)
                index += 1
            }
            guard bytes.count <= Self.recordLimitBytes, ends.count < Self.fieldLimit else {
                throw tooLong
            }
        }
    }

    /// Hands over the last record where no line end stands behind it.
    mutating func finish(_ take: Take) throws(UploadError) {
        if state == .quoted {
            throw .unreadable(
                ValidationError(
                    .malformed, "a quotation mark is opened and never closed", line: fieldLine,
                    found: "the end", expected: "a quotation mark"))
        }
        try endRecord(take)
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private mutating func passMark(_ piece: Span<UInt8>, _ index: inout Int) {
        while let count = markCount, index < piece.count {
            if count < Self.mark.count, piece[index] == Self.mark[count] {
                markCount = count + 1
                index += 1
            } else {
                // Bytes that only began like a mark are a field's.
                if 1..<Self.mark.count ~= count {
                    bytes += Self.mark[..<count]
                    state = .plain
                }
                markCount = nil
            }
        }
    }

    /// Takes all up to the end of a field that is not quoted.
    private mutating func takeRun(_ piece: Span<UInt8>, _ index: inout Int) {
        let start = index
        while index < piece.count, !isEnd(piece[index]) { index += 1 }
        bytes.append(contentsOf: piece.extracting(start..<index))
    }

    /// Takes all up to a quotation mark and passes that.
    private mutating func takeQuoted(_ piece: Span<UInt8>, _ index: inout Int) {
        let start = index
        while index < piece.count, piece[index] != UInt8(ascii: "\"") {
            if piece[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
        bytes.append(contentsOf: piece.extracting(start..<index))
        if index < piece.count {
            state = .quote
            index += 1
        }
    }

    private mutating func endQuoted(_ byte: UInt8, _ take: Take) throws(UploadError) {
        if byte == UInt8(ascii: "\"") {
            bytes.append(byte)
            state = .quoted
        } else if isEnd(byte) {
            try endField(byte, take)
        } else {
            throw .unreadable(
                ValidationError(
                    .malformed, "text stands behind the end of a quoted field", line: line,
                    expected: "a separator, a line end, or the quotation mark doubled"))
        }
    }

    private mutating func endField(_ byte: UInt8, _ take: Take) throws(UploadError) {
        if byte == separator {
            ends.append(bytes.count)
            state = .fieldStart
            followsReturn = false
            return
        }
        if byte == UInt8(ascii: "\n"), followsReturn {
            followsReturn = false
            return
        }
        try endRecord(take)
        line += 1
        recordLine = line
        followsReturn = byte == UInt8(ascii: "\r")
    }

    private mutating func endRecord(_ take: Take) throws(UploadError) {
        if !bytes.isEmpty || !ends.isEmpty || state != .fieldStart {
            ends.append(bytes.count)
            try take(CSVRecord(line: recordLine, bytes: bytes.span, ends: ends.span))
        }
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        state = .fieldStart
    }

    private var tooLong: UploadError {
        .unreadable(
            ValidationError(
                .tooLarge, "a record is too long: is a quotation mark missing?", line: recordLine,
                expected: "at most \(Self.recordLimitBytes) bytes in \(Self.fieldLimit) fields"))
    }
}
