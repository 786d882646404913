extension Reader {
    /// Reads a string: its content is UTF-8 without control characters, and its escapes are whole.
    @inlinable
    public mutating func string() throws(JSONError) -> Slice {
        guard try peek(.string) == Byte.quote else { throw fault(.string) }
        position &+= 1
        return try stringContent()
    }

    /// From behind the opening quotation mark to behind the closing one.
    @inlinable
    mutating func stringContent() throws(JSONError) -> Slice {
        let start = position
        var escaped = false
        var seen: UInt64 = 0
        while true {
            if position &+ 8 <= document.count {
                let word = word(at: position)
                let special = Word.special(word)
                if special == 0 {
                    seen |= word
                    position &+= 8
                    continue
                }
                let plainBits = special.trailingZeroBitCount & ~7
                seen |= word & (1 &<< UInt64(truncatingIfNeeded: plainBits) &- 1)
                position &+= plainBits &>> 3
            } else if position >= document.count {
                throw fault(.endOfString)
            }
            let byte = byte(at: position)
            if byte == Byte.quote { break }
            if byte == Byte.backslash {
                escaped = true
                try skipEscape()
            } else {
                guard byte >= Byte.space else { throw fault(.escapedControl) }
                seen |= UInt64(byte)
                position &+= 1
            }
        }
        let content = Slice(start: start, count: position &- start, escaped: escaped)
        if seen & Word.tops != 0 { try validate(content) }
        position &+= 1
        return content
    }

    @usableFromInline @inline(never)
    func validate(_ content: Slice) throws(JSONError) {
        do { _ = try UTF8Span(validating: bytes(content)) } catch {
            let at = content.start + error.byteOffsets.lowerBound
            throw JSONError(offset: at, found: .byte(byte(at: at)), expected: .utf8)
        }
    }

    /// From a backslash to behind its escape; a surrogate is read together with its pair.
    @usableFromInline @inline(never)
    mutating func skipEscape() throws(JSONError) {
        let start = position
        position += 1
        guard position < document.count else { throw fault(.escape) }
        switch byte(at: position) {
        case UInt8(ascii: "u"): break
        case Byte.quote, Byte.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
            return
        default: throw fault(.escape)
        }
        position += 1
        let unit = try codeUnit()
        guard UTF16.isSurrogate(unit) else { return }
        let paired =
            UTF16.isLeadSurrogate(unit) && position + 1 < document.count
            && byte(at: position) == Byte.backslash && byte(at: position + 1) == UInt8(ascii: "u")
        if paired {
            position += 2
            if UTF16.isTrailSurrogate(try codeUnit()) { return }
        }
        throw JSONError(offset: start, found: .surrogate, expected: .surrogatePair)
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < document.count, let digit = Self.hexDigit(byte(at: position)) else {
                throw fault(.hexDigit)
            }
            unit = unit << 4 | digit
            position += 1
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

extension Reader {
    /// Runs between backslashes are copied as they are; `slice` was read, so its escapes are whole.
    @usableFromInline @inline(never)
    func appendUnescaped(_ slice: Slice, to buffer: inout [UInt8]) {
        var reader = Reader(bytes(slice))
        while reader.position < slice.count {
            let byte = reader.byte(at: reader.position)
            reader.position += 1
            guard byte == Byte.backslash, reader.position < slice.count else {
                buffer.append(byte)
                continue
            }
            let escape = reader.byte(at: reader.position)
            reader.position += 1
            switch escape {
            case UInt8(ascii: "b"): buffer.append(0x08)
            case UInt8(ascii: "f"): buffer.append(0x0c)
            case UInt8(ascii: "n"): buffer.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): buffer.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "t"): buffer.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "u"): buffer.append(contentsOf: reader.escapedScalar().utf8)
            default: buffer.append(escape)
            }
        }
    }

    /// From behind `\u`; the second half of a pair comes with its own.
    private mutating func escapedScalar() -> String {
        guard let unit = try? codeUnit() else { return "\u{FFFD}" }
        guard UTF16.isLeadSurrogate(unit) else { return String(decoding: [unit], as: UTF16.self) }
        position += 2
        let low = (try? codeUnit()) ?? 0
        return String(decoding: [unit, low], as: UTF16.self)
    }
}
