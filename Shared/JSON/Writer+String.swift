extension Writer {
    /// A string, given as UTF-8; what is not UTF-8 in it becomes U+FFFD.
    @inlinable
    public mutating func string(_ text: Span<UInt8>) {
        let start = written
        if unsafe text.withUnsafeBytes({ bytes in unsafe copyQuoted(bytes) }) { return }
        written = start
        validateAndEscape(text)
    }

    /// A string.
    @inlinable @inline(__always)
    public mutating func string(_ text: String) {
        let utf8 = text.utf8.span
        let start = written
        if unsafe utf8.withUnsafeBytes({ unsafe copyQuoted($0, trusted: true) }) { return }
        written = start
        escape(utf8)
    }

    /// Copies a text that needs no escape, looking at eight bytes in one step. False where it
    /// does, or is not known to be UTF-8: what was put then is to be taken back.
    @inlinable @inline(__always)
    mutating func copyQuoted(_ text: UnsafeRawBufferPointer, trusted: Bool = false) -> Bool {
        let size = text.count
        reserve(size &+ 3)
        separate()
        put(Byte.quote)
        if let source = text.baseAddress {
            let target = unsafe UnsafeMutableRawPointer(buffer + written)
            var dirty: UInt64 = 0
            var index = 0
            while index &+ 8 <= size {
                let word = unsafe source.word(at: index)
                dirty |= Word.special(word)
                if !trusted { dirty |= word & Word.tops }
                unsafe target.storeBytes(
                    of: word.littleEndian, toByteOffset: index, as: UInt64.self)
                index &+= 8
            }
            if index < size, size >= 8 {
                // The last eight once more, with some of those before.
                index = size &- 8
                let word = unsafe source.word(at: index)
                dirty |= Word.special(word)
                if !trusted { dirty |= word & Word.tops }
                unsafe target.storeBytes(
                    of: word.littleEndian, toByteOffset: index, as: UInt64.self)
                index = size
            }
            while index < size {
                let byte = unsafe source.load(fromByteOffset: index, as: UInt8.self)
                if byte < Byte.space || byte == Byte.quote || byte == Byte.backslash
                    || (!trusted && byte >= 0x80)
                {
                    dirty = 1
                }
                unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
                index &+= 1
            }
            guard dirty == 0 else { return false }
        }
        written &+= size
        put(Byte.quote)
        followsValue = true
        return true
    }

    @usableFromInline @inline(never)
    mutating func validateAndEscape(_ text: Span<UInt8>) {
        if (try? UTF8Span(validating: text)) != nil { return escape(text) }
        let repaired = unsafe text.withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        string(repaired)
    }

    /// Escapes what RFC 8259, section 7, says must be, in its two-character form where there is
    /// one; all else stands for itself.
    @usableFromInline @inline(never)
    mutating func escape(_ text: Span<UInt8>) {
        reserve(text.count &* 6 &+ 3)
        separate()
        put(Byte.quote)
        for index in text.indices {
            let byte = text[index]
            guard byte < Byte.space || byte == Byte.quote || byte == Byte.backslash else {
                put(byte)
                continue
            }
            put(Byte.backslash)
            switch byte {
            case 0x08: put(UInt8(ascii: "b"))
            case 0x09: put(UInt8(ascii: "t"))
            case 0x0a: put(UInt8(ascii: "n"))
            case 0x0c: put(UInt8(ascii: "f"))
            case 0x0d: put(UInt8(ascii: "r"))
            case 0..<Byte.space:
                put(UInt8(ascii: "u"))
                put(Byte.zero)
                put(Byte.zero)
                put(Self.hexDigit(byte >> 4))
                put(Self.hexDigit(byte & 15))
            default: put(byte)
            }
        }
        put(Byte.quote)
        followsValue = true
    }

    private static func hexDigit(_ digit: UInt8) -> UInt8 {
        digit < 10 ? Byte.zero + digit : UInt8(ascii: "a") + digit - 10
    }
}
