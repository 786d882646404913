extension Writer {
    /// A name and its string.
    @inlinable @inline(__always)
    public mutating func member(_ name: StaticString, _ text: String) {
        self.name(name)
        string(text)
    }

    /// A name and its string, given as UTF-8.
    @inlinable @inline(__always)
    public mutating func member(_ name: StaticString, _ text: Span<UInt8>) {
        self.name(name)
        string(text)
    }

    /// A name and its number, which is finite.
    @inlinable @inline(__always)
    public mutating func member(_ name: StaticString, _ number: Double) {
        self.name(name)
        self.number(number)
    }

    /// A name and its whole number.
    @inlinable @inline(__always)
    public mutating func member(_ name: StaticString, _ integer: Int) {
        self.name(name)
        self.integer(Int64(integer))
    }

    /// A name and its truth value.
    @inlinable @inline(__always)
    public mutating func member(_ name: StaticString, _ boolean: Bool) {
        self.name(name)
        self.boolean(boolean)
    }
}
