/// A number's text, taken apart: mantissa × 10^-scale.
struct Literal {
    let start: Int
    /// The index behind it.
    let end: Int
    let isNegative: Bool
    /// Exact where there are at most 19 digits; wrapped beyond.
    let mantissa: UInt64
    let digits: Int
    /// Digits behind the point, less the exponent.
    let scale: Int
}

extension Span<UInt8> {
    /// Reads the number that begins at `start`, which is an index of the document.
    @inline(__always)
    func literal(at start: Int, _ expectation: Expectation) throws(JSONError) -> Literal {
        let isNegative = byte(at: start) == Byte.minus
        let first = isNegative ? start &+ 1 : start
        var index = first
        var mantissa: UInt64 = 0
        readDigits(&index, into: &mantissa)
        var digits = index &- first
        guard digits > 0 else { throw fault(isNegative ? .digit : expectation, at: index) }
        guard digits == 1 || byte(at: first) != Byte.zero else {
            throw fault(.noLeadingZero, at: first)
        }
        var scale = 0
        if index < count, byte(at: index) == Byte.point {
            index &+= 1
            let point = index
            readDigits(&index, into: &mantissa)
            scale = index &- point
            guard scale > 0 else { throw fault(.digit, at: index) }
            digits &+= scale
        }
        if index < count, byte(at: index) | 0x20 == UInt8(ascii: "e") {
            let (exponent, end) = try exponent(at: index)
            scale &-= exponent
            index = end
        }
        return Literal(
            start: start, end: index, isNegative: isNegative, mantissa: mantissa, digits: digits,
            scale: scale)
    }

    @inline(__always)
    private func readDigits(_ index: inout Int, into number: inout UInt64) {
        while index < count {
            let digit = byte(at: index) &- Byte.zero
            guard digit <= 9 else { break }
            number = number &* 10 &+ UInt64(digit)
            index &+= 1
        }
    }

    /// From the `e`. Held to 10^9, where any number of fewer digits is 0 or too large.
    private func exponent(at start: Int) throws(JSONError) -> (Int, end: Int) {
        var index = start + 1
        let sign = index < count ? byte(at: index) : 0
        if sign == Byte.minus || sign == UInt8(ascii: "+") { index += 1 }
        let first = index
        var exponent = 0
        while index < count, case let digit = byte(at: index) &- Byte.zero, digit <= 9 {
            exponent = Swift.min(exponent * 10 + Int(digit), 1_000_000_000)
            index += 1
        }
        guard index > first else { throw fault(.digit, at: index) }
        return (sign == Byte.minus ? -exponent : exponent, index)
    }

    /// The nearest double.
    ///
    /// Up to 2^53 and 10^22 both parts are exact doubles, so that one division or multiplication
    /// rounds as the number itself would (Clinger, "How to read floating point numbers
    /// accurately", 1990). The rest goes the standard library's way.
    @inline(__always)
    func double(_ literal: Literal) throws(JSONError) -> Double {
        guard literal.digits <= 19, literal.mantissa <= 1 << 53, -22...22 ~= literal.scale else {
            return try standardDouble(literal.start..<literal.end)
        }
        let exact = Double(Int64(truncatingIfNeeded: literal.mantissa))
        let magnitude =
            literal.scale >= 0
            ? exact / powersOfTen[literal.scale] : exact * powersOfTen[-literal.scale]
        return literal.isNegative ? -magnitude : magnitude
    }

    @inline(never)
    private func standardDouble(_ range: Range<Int>) throws(JSONError) -> Double {
        let text = unsafe extracting(range).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        guard let value = Double(text), value.isFinite else {
            throw JSONError(offset: range.lowerBound, found: .largerNumber, expected: .finite)
        }
        return value
    }

    /// Digits as written, those zeros not counted that stand in front of the others.
    func significantDigits(_ literal: Literal) -> Int {
        var zeros = 0
        for index in literal.start..<literal.end {
            switch byte(at: index) {
            case Byte.minus, Byte.point: continue
            case Byte.zero: zeros += 1
            default: return Swift.max(0, literal.digits - zeros)
            }
        }
        return 0
    }
}

extension Literal {
    /// The whole number that it is, however it is written.
    func integer() throws(JSONError) -> Int64 {
        guard mantissa != 0 || digits > 19 else { return 0 }
        var magnitude = Int128(mantissa)
        var zeros = scale
        while zeros > 0, magnitude.isMultiple(of: 10) {
            magnitude /= 10
            zeros -= 1
        }
        while zeros < 0, magnitude <= Int128(Int64.max) {
            magnitude *= 10
            zeros += 1
        }
        guard digits <= 19, let integer = Int64(exactly: isNegative ? -magnitude : magnitude)
        else { throw JSONError(offset: start, found: .largerNumber, expected: .integer) }
        guard zeros <= 0 else {
            throw JSONError(offset: start, found: .fraction, expected: .integer)
        }
        return integer
    }
}

/// Those that a double holds exactly.
private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
]
