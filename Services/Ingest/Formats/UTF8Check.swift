internal import Messages

/// Looks whether bytes that come in pieces are UTF-8, and where they are not.
struct UTF8Check {
    /// Bytes that were checked.
    private var offset = 0
    /// The first byte of the character that was begun last, and where it stood.
    private var lead: (byte: UInt8, offset: Int) = (0, 0)
    /// How many continuation bytes must follow, and the range of the first of them.
    private var awaited = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xbf

    /// How many of `bytes` are well formed, from the first on: all, or those before a wrong one.
    ///
    /// Source: The Unicode Standard, table 3-7.
    mutating func validCount(_ bytes: Span<UInt8>) -> Int {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if awaited > 0 {
                guard low <= byte, byte <= high else { break }
                awaited -= 1
                low = 0x80
                high = 0xbf
            } else if byte >= 0x80 {
                lead = (byte, offset + index)
                guard begin(byte) else { break }
            }
            index += 1
        }
        offset += index
        return index
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xc2...0xdf: awaited = 1
        case 0xe0...0xef:
            awaited = 2
            if byte == 0xe0 { low = 0xa0 }
            if byte == 0xed { high = 0x9f }
        case 0xf0...0xf4:
            awaited = 3
            if byte == 0xf0 { low = 0x90 }
            if byte == 0xf4 { high = 0x8f }
        default: return false
        }
        return true
    }

    /// Whether no character is cut off here.
    var isWhole: Bool { awaited == 0 }

    /// The error of the byte with which the check stopped: the one that begins no character, or one
    /// that does not go on.
    func error(line: Int) -> ValidationError {
        let found = "0x" + String(lead.byte, radix: 16, uppercase: true)
        return ValidationError(
            .malformed, "the text is not UTF-8: byte \(lead.offset + 1) is \(found)", line: line,
            found: found, expected: "UTF-8; save the file in that encoding")
    }
}

extension [UInt8] {
    /// U+FEFF, which says nothing at the start of UTF-8.
    static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    mutating func dropByteOrderMark() {
        if starts(with: Self.byteOrderMark) { removeFirst(Self.byteOrderMark.count) }
    }
}
