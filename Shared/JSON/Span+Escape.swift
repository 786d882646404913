extension Span<UInt8> {
    /// Where the escape ends whose backslash stands at `start`. A surrogate needs its other half,
    /// without which there is no UTF-8 for it.
    @usableFromInline @inline(never)
    func endOfEscape(from start: Int) throws(JSONError) -> Int {
        guard start + 1 < count else { throw fault(.escape, at: start + 1) }
        switch byte(at: start + 1) {
        case Byte.quote, Byte.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"): break
        default: throw fault(.escape, at: start + 1)
        }
        let unit = try codeUnit(at: start + 2)
        guard UTF16.isSurrogate(unit) else { return start + 6 }
        if UTF16.isLeadSurrogate(unit), start + 7 < count, byte(at: start + 6) == Byte.backslash,
            byte(at: start + 7) == UInt8(ascii: "u"),
            UTF16.isTrailSurrogate(try codeUnit(at: start + 8))
        {
            return start + 12
        }
        throw JSONError(offset: start, found: .surrogate, expected: .surrogatePair)
    }

    /// Appends a string's content, its escapes resolved. The content was read before, so its
    /// escapes are whole; one that is not stands for itself.
    @usableFromInline @inline(never)
    func appendUnescaped(to buffer: inout [UInt8]) {
        var index = 0
        while index < count {
            guard byte(at: index) == Byte.backslash, let end = try? endOfEscape(from: index) else {
                buffer.append(byte(at: index))
                index += 1
                continue
            }
            switch byte(at: index + 1) {
            case UInt8(ascii: "b"): buffer.append(0x08)
            case UInt8(ascii: "f"): buffer.append(0x0c)
            case UInt8(ascii: "n"): buffer.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): buffer.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "t"): buffer.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "u"):
                let units = stride(from: index + 2, to: end, by: 6).compactMap {
                    try? codeUnit(at: $0)
                }
                buffer.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
            case let byte: buffer.append(byte)
            }
            index = end
        }
    }

    /// The four hexadecimal digits at `start`.
    private func codeUnit(at start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for index in start..<start + 4 {
            guard index < count, let digit = Self.hexDigit(byte(at: index)) else {
                throw fault(.hexDigit, at: index)
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case Byte.zero...Byte.nine: UInt16(byte - Byte.zero)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
