/// A number as its author wrote it, so that one whose precision a double cannot hold can be
/// refused: up to 17 significant digits tell every double.
public struct Decimal: Hashable, Sendable {
    /// The nearest double.
    public let value: Double
    /// Digits as written, zeros in front not counted: 3 for `0.0120`; 0 for zero.
    public let significantDigits: Int
    /// Places behind the point once the exponent is applied: 4 for `0.0120` and for `12e-4`.
    public let decimals: Int
}

extension Reader {
    /// Reads a string: its content is UTF-8 without control characters, and its escapes are whole.
    @inlinable @inline(__always)
    public mutating func string() throws(JSONError) -> Slice {
        guard try peek(.string) == Byte.quote else { throw fault(.string) }
        return try content()
    }

    /// Reads a number as the nearest double; one beyond a double's range is at fault.
    @inlinable @inline(__always)
    public mutating func number() throws(JSONError) -> Double {
        _ = try peek(.number)
        let (value, end) = try document.number(from: position)
        position = end
        return value
    }

    /// Reads a number together with the precision that its text claims.
    @inlinable @inline(__always)
    public mutating func decimal() throws(JSONError) -> Decimal {
        _ = try peek(.number)
        let (value, end) = try document.decimal(from: position)
        position = end
        return value
    }

    /// Reads a number that is whole, however it is written (`1000`, `1e3`, `1000.0`).
    @inlinable @inline(__always)
    public mutating func integer() throws(JSONError) -> Int64 {
        _ = try peek(.integer)
        let (value, end) = try document.integer(from: position)
        position = end
        return value
    }

    /// Reads `true` or `false`.
    @inlinable @inline(__always)
    public mutating func boolean() throws(JSONError) -> Bool {
        let isTrue = try peek(.boolean) == UInt8(ascii: "t")
        position = try document.end(of: isTrue ? "true" : "false", from: position, .boolean)
        return isTrue
    }

    /// Reads `null`.
    @inlinable @inline(__always)
    public mutating func null() throws(JSONError) {
        _ = try peek(.null)
        position = try document.end(of: "null", from: position, .null)
    }

    /// Reads a value of any kind and gives it up, checked like any other; what it gives is where
    /// the value stood, so that its bytes can be passed on as they are.
    @discardableResult
    @inlinable @inline(__always)
    public mutating func skip() throws(JSONError) -> Slice {
        _ = try peek(.value)
        let start = position
        position = try document.endOfValue(from: start, depth: depth)
        return Slice(start: start, count: position &- start, escaped: false)
    }
}

extension Reader {
    /// From the opening quotation mark to behind the closing one.
    @inlinable @inline(__always)
    mutating func content() throws(JSONError) -> Slice {
        let content = try document.content(from: position &+ 1)
        position = content.start &+ content.count &+ 1
        return content
    }
}

extension Span<UInt8> {
    @usableFromInline
    func number(from start: Int) throws(JSONError) -> (Double, end: Int) {
        let literal = try literal(at: start, .number)
        return (try double(literal), literal.end)
    }

    @usableFromInline
    func decimal(from start: Int) throws(JSONError) -> (Decimal, end: Int) {
        let literal = try literal(at: start, .number)
        let decimal = Decimal(
            value: try double(literal), significantDigits: significantDigits(literal),
            decimals: Swift.max(0, literal.scale))
        return (decimal, literal.end)
    }

    @usableFromInline
    func integer(from start: Int) throws(JSONError) -> (Int64, end: Int) {
        let literal = try literal(at: start, .integer)
        return (try literal.integer(), literal.end)
    }
}
