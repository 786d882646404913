extension Writer {
    /// A whole number, all its digits.
    @inlinable
    public mutating func integer(_ value: Int64) {
        reserve(21)
        separate()
        if value < 0 { put(Byte.minus) }
        digits(of: value.magnitude)
        followsValue = true
    }

    /// The shortest text that reads back as `value`, in the form of RFC 8785, section 3.2.2.3
    /// (ECMAScript's): whole numbers without a point, an exponent from 1e21 up and below 1e-6
    /// (`1e+21`, `1.5e-7`), and 0 for -0. JSON has no text for infinities and NaN:
    /// `value` must be finite.
    public mutating func number(_ value: Double) {
        precondition(value.isFinite, "JSON has no text for \(value)")
        reserve(32)
        separate()
        followsValue = true
        if value < 0 { put(Byte.minus) }
        let magnitude = abs(value)
        if magnitude < 0x1p53, Double(Int64(magnitude)) == magnitude {
            digits(of: UInt64(magnitude))
        } else if !(1e-6..<1e9 ~= magnitude) || !fewDecimals(magnitude) {
            shortest(magnitude)
        }
    }

    /// Most figures have a few decimals. A decimal of at most 15 digits is the only one of its
    /// length that reads back as its double, so the first that does is the shortest. `magnitude`
    /// is from 1e-6 up and below 1e9. False, with nothing written, where more digits may be needed.
    @inline(__always)
    private mutating func fewDecimals(_ magnitude: Double) -> Bool {
        let limit = magnitude < 1e6 ? 9 : 6
        var scale: Int64 = 10
        var decimals = 1
        while decimals <= limit {
            let scaled = Int64(magnitude * Double(scale) + 0.5)
            if Double(scaled) / Double(scale) == magnitude {
                let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: scale)
                digits(of: UInt64(whole))
                put(Byte.point)
                digits(of: UInt64(fraction), width: decimals)
                return true
            }
            scale &*= 10
            decimals &+= 1
        }
        return false
    }

    /// The standard library's digits, which are the shortest, in our form.
    @inline(never)
    private mutating func shortest(_ magnitude: Double) {
        let digits = ShortestDigits(magnitude)
        let point = digits.point
        switch point {
        case digits.count...21:
            put(digits, 0..<digits.count)
            putZeros(point - digits.count)
        case 1...21:
            put(digits, 0..<point)
            put(Byte.point)
            put(digits, point..<digits.count)
        case -5...0:
            put(Byte.zero)
            put(Byte.point)
            putZeros(-point)
            put(digits, 0..<digits.count)
        default:
            put(digits, 0..<1)
            if digits.count > 1 { put(Byte.point) }
            put(digits, 1..<digits.count)
            put(UInt8(ascii: "e"))
            put(point > 0 ? UInt8(ascii: "+") : Byte.minus)
            self.digits(of: UInt64(abs(point - 1)))
        }
    }

    private mutating func put(_ digits: ShortestDigits, _ range: Range<Int>) {
        for index in range { put(digits[index]) }
    }

    private mutating func putZeros(_ count: Int) {
        for _ in 0..<count { put(Byte.zero) }
    }

    @usableFromInline
    mutating func digits(of value: UInt64) {
        var width = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            width &+= 1
        }
        digits(of: value, width: width)
    }

    /// With zeros in front up to `width`.
    @inline(__always)
    private mutating func digits(of value: UInt64, width: Int) {
        var rest = value
        var index = written &+ width
        while index > written {
            index &-= 1
            unsafe buffer[index] = Byte.zero &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        written &+= width
    }
}
