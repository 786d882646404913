// What the reader calls for takes the document and an index, never the reader itself: so the
// position of a reader that is pulled in a loop can stay in a register.

extension Span<UInt8> {
    /// Unchecked: `index` is below `count`.
    @inlinable @inline(__always)
    func byte(at index: Int) -> UInt8 { unsafe self[unchecked: index] }

    /// Eight bytes, the first one lowest. Unchecked: `index + 8` is at most `count`.
    @inlinable @inline(__always)
    func word(at index: Int) -> UInt64 {
        unsafe UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: index, as: UInt64.self))
    }

    /// The fault that something else than `expectation` stands at `offset`.
    @usableFromInline @inline(never)
    func fault(_ expectation: Expectation, at offset: Int) -> JSONError {
        JSONError(
            offset: offset, found: finding(for: expectation, at: offset), expected: expectation)
    }

    private func finding(for expectation: Expectation, at offset: Int) -> Finding {
        guard offset < count else { return .end }
        if expectation == .shallow { return .deeperLevel }
        if offset + 2 < count,
            (byte(at: offset), byte(at: offset + 1), byte(at: offset + 2)) == (0xef, 0xbb, 0xbf)
        {
            return .byteOrderMark
        }
        let byte = byte(at: offset)
        if let wanted = expectation.kind, let kind = Kind(firstByte: byte), kind != wanted {
            return .value(kind)
        }
        return .byte(byte)
    }

    @usableFromInline @inline(never)
    func endOfWhiteSpace(from start: Int) -> Int {
        var index = start
        while index < count, Byte.isWhiteSpace(byte(at: index)) { index &+= 1 }
        return index
    }

    /// Where `word`, which is to stand at `start`, ends.
    @usableFromInline
    func end(
        of word: StaticString, from start: Int, _ expectation: Expectation
    ) throws(JSONError) -> Int {
        let slice = Slice(start: start, count: word.utf8CodeUnitCount, escaped: false)
        guard Reader(self).equals(slice, word) else { throw fault(expectation, at: start) }
        return start + slice.count
    }

    /// Where the value of any kind that begins at `start` ends, `depth` levels deep.
    @usableFromInline
    func endOfValue(from start: Int, depth: Int) throws(JSONError) -> Int {
        var reader = Reader(self)
        reader.position = start
        reader.depth = depth
        switch try reader.kind() {
        case .object:
            try reader.beginObject()
            while try reader.nextMember() != nil { try reader.skip() }
        case .array:
            try reader.beginArray()
            while try reader.nextElement() { try reader.skip() }
        case .string: _ = try reader.string()
        case .number: _ = try reader.number()
        case .boolean: _ = try reader.boolean()
        case .null: try reader.null()
        }
        return reader.position
    }

    /// The content of the string whose opening quotation mark stands before `start`.
    @usableFromInline @inline(never)
    func content(from start: Int) throws(JSONError) -> Slice {
        var index = start
        var escaped = false
        // May take in bytes behind the string: then it is validated for nothing.
        var seen: UInt64 = 0
        while true {
            let byte: UInt8
            if index &+ 8 <= count {
                let word = word(at: index)
                seen |= word
                let special = Word.special(word)
                if special == 0 {
                    index &+= 8
                    continue
                }
                let bits = special.trailingZeroBitCount & ~7
                byte = UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: bits))
                index &+= bits &>> 3
            } else if index < count {
                byte = self.byte(at: index)
                seen |= UInt64(byte)
            } else {
                throw fault(.endOfString, at: index)
            }
            if byte == Byte.quote { break }
            if byte == Byte.backslash {
                escaped = true
                index = try endOfEscape(from: index)
            } else {
                guard byte >= Byte.space else { throw fault(.escapedControl, at: index) }
                index &+= 1
            }
        }
        let content = Slice(start: start, count: index &- start, escaped: escaped)
        if seen & Word.tops != 0 { try validateUTF8(content) }
        return content
    }

    @inline(never)
    private func validateUTF8(_ slice: Slice) throws(JSONError) {
        do { _ = try UTF8Span(validating: extracting(slice.range)) } catch {
            let at = slice.start + error.byteOffsets.lowerBound
            throw JSONError(offset: at, found: .byte(byte(at: at)), expected: .utf8)
        }
    }
}
