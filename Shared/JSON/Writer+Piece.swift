// For texts that are written often in one form: pieces of JSON as they stand, brackets, commas and
// all. That the whole is JSON is then the caller's to see to.

extension Writer {
    /// A piece as it stands.
    @inlinable @inline(__always)
    public mutating func piece(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        unsafe put(UnsafeRawPointer(text.utf8Start), count: text.utf8CodeUnitCount)
        followsValue = true
    }

    /// A piece of a string that is known to hold only ASCII, and nothing that JSON escapes.
    @inlinable @inline(__always)
    public mutating func plain(_ text: Span<UInt8>) {
        reserve(text.count)
        unsafe text.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe put(start, count: bytes.count)
        }
    }

    /// What was written before, once more: a range of the bytes written so far.
    @inlinable
    public mutating func again(_ range: Range<Int>) {
        precondition(0 <= range.lowerBound && range.upperBound <= written)
        reserve(range.count)
        unsafe put(UnsafeRawPointer(buffer + range.lowerBound), count: range.count)
        followsValue = true
    }

    /// A name and its string, which is known to hold only ASCII, and nothing that JSON escapes.
    @inlinable @inline(__always)
    public mutating func member(_ name: StaticString, plain text: Span<UInt8>) {
        self.name(name)
        piece("\"")
        plain(text)
        piece("\"")
    }

    /// A whole number in decimal, as a piece of a string.
    @inlinable
    public mutating func plain(_ number: Int) {
        reserve(20)
        if number < 0 { put(Byte.minus) }
        digits(of: UInt64(number.magnitude))
    }
}
