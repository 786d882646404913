/// A number as its author wrote it.
public struct Decimal: Hashable, Sendable {
    /// The nearest double.
    public let value: Double
    /// Digits as written, zeros in front not counted: 3 for `0.0120`; 0 for zero.
    public let significantDigits: Int
    /// Places behind the point once the exponent is applied: 4 for `0.0120` and `1.2e-3`.
    public let decimals: Int
}

extension Reader {
    /// Reads a number as the nearest double; one beyond a double's range is at fault.
    public mutating func number() throws(JSONError) -> Double {
        let literal = try literal(.number)
        return try value(of: literal)
    }

    /// Reads a number together with the precision that its text claims.
    public mutating func decimal() throws(JSONError) -> Decimal {
        let literal = try literal(.number)
        return Decimal(
            value: try value(of: literal), significantDigits: significantDigits(of: literal),
            decimals: max(0, literal.scale))
    }

    /// Reads a number that is whole, however it is written (`1000`, `1e3`, `1000.0`).
    public mutating func integer() throws(JSONError) -> Int64 {
        let literal = try literal(.integer)
        guard literal.digits <= 19, var magnitude = Optional(literal.mantissa) else {
            throw fault(.integer, in: literal, found: "a number of more than 19 digits")
        }
        var scale = magnitude == 0 ? 0 : literal.scale
        while scale > 0 {
            guard magnitude.isMultiple(of: 10) else {
                throw fault(.integer, in: literal, found: "a number with a fraction")
            }
            magnitude /= 10
            scale -= 1
        }
        while scale < 0 {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            guard !overflow else { throw fault(.integer, in: literal, found: "a larger number") }
            magnitude = product
            scale += 1
        }
        let integer =
            literal.isNegative ? Int64(exactly: -Int128(magnitude)) : Int64(exactly: magnitude)
        guard let integer else { throw fault(.integer, in: literal, found: "a larger number") }
        return integer
    }
}

/// A number's parts: mantissa × 10^-scale.
private struct Literal {
    let start: Int
    let isNegative: Bool
    /// Exact where `digits` is at most 19.
    let mantissa: UInt64
    let digits: Int
    /// Digits behind the point less the exponent.
    let scale: Int
}

extension Reader {
    private mutating func literal(_ expectation: Expectation) throws(JSONError) -> Literal {
        let isNegative = try peek(expectation) == Byte.minus
        let start = position
        if isNegative { position &+= 1 }
        let first = position
        var mantissa: UInt64 = 0
        let whole = digits(into: &mantissa)
        guard whole > 0 else { throw fault(isNegative ? .digit : expectation) }
        guard whole == 1 || byte(at: first) != Byte.zero else {
            position = first
            throw fault(.noLeadingZero)
        }
        var scale = 0
        if position < document.count, byte(at: position) == Byte.point {
            position &+= 1
            scale = digits(into: &mantissa)
            guard scale > 0 else { throw fault(.digit) }
        }
        let digits = whole &+ scale
        if position < document.count, byte(at: position) | 0x20 == UInt8(ascii: "e") {
            scale &-= try exponent()
        }
        return Literal(
            start: start, isNegative: isNegative, mantissa: mantissa, digits: digits, scale: scale)
    }

    /// Reads a run of digits and gives its length; the value wraps past 19 digits.
    @inline(__always)
    private mutating func digits(into mantissa: inout UInt64) -> Int {
        let start = position
        while position < document.count {
            let digit = byte(at: position) &- Byte.zero
            guard digit <= 9 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            position &+= 1
        }
        return position &- start
    }

    /// From the `e`; held to ±99,999, where the value has long become 0 or too large.
    private mutating func exponent() throws(JSONError) -> Int {
        position += 1
        var isNegative = false
        if position < document.count,
            byte(at: position) == Byte.minus || byte(at: position) == UInt8(ascii: "+")
        {
            isNegative = byte(at: position) == Byte.minus
            position += 1
        }
        let start = position
        var exponent = 0
        while position < document.count {
            let digit = byte(at: position) &- Byte.zero
            guard digit <= 9 else { break }
            exponent = min(exponent * 10 + Int(digit), 99_999)
            position += 1
        }
        guard position > start else { throw fault(.digit) }
        return isNegative ? -exponent : exponent
    }

    /// Up to 2^53 and 10^22 both parts are exact doubles, so that one division or multiplication
    /// rounds as the number itself would (Clinger, "How to read floating point numbers
    /// accurately", 1990). The rest goes the standard library's way.
    @inline(__always)
    private func value(of literal: Literal) throws(JSONError) -> Double {
        guard literal.digits <= 19, literal.mantissa <= 1 << 53, -22...22 ~= literal.scale else {
            return try standardValue(of: literal)
        }
        let mantissa = Double(literal.mantissa)
        let magnitude =
            literal.scale >= 0
            ? mantissa / powersOfTen[literal.scale] : mantissa * powersOfTen[-literal.scale]
        return literal.isNegative ? -magnitude : magnitude
    }

    @inline(never)
    private func standardValue(of literal: Literal) throws(JSONError) -> Double {
        let text = unsafe document.extracting(literal.start..<position).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        guard let value = Double(text), value.isFinite else {
            throw fault(.finite, in: literal, found: "a larger number")
        }
        return value
    }

    private func significantDigits(of literal: Literal) -> Int {
        var insignificant = 0
        for index in literal.start..<position {
            switch byte(at: index) {
            case Byte.minus, Byte.point: continue
            case Byte.zero: insignificant += 1
            default: return literal.digits - insignificant
            }
        }
        return 0
    }

    private func fault(
        _ expectation: Expectation, in literal: Literal, found text: String
    ) -> JSONError {
        JSONError(offset: literal.start, found: .number(text), expected: expectation)
    }
}

/// Those that a double holds exactly.
private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
]
