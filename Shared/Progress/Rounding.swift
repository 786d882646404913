/// Decimal rounding of binary numbers (methods.md, "decimals").
enum Rounding {
    /// Ratios, rates and k: what stands on the wire and is held against thresholds.
    static let ratioDecimals = 9

    /// The decimals of the shortest text that reads back as `number`: 1 of 81.5, 0 of 75.
    static func decimals(of number: Double) -> Int {
        // Where whole / 10^n, both exact, is correctly rounded to the number, so is its text.
        for decimals in 0...15 {
            let scaled = number.magnitude * powers[decimals] + 0.5
            guard scaled < 0x1p52 else { break }
            if Double(Int64(scaled)) / powers[decimals] == number.magnitude { return decimals }
        }
        return decimals(ofText: number.description)
    }

    /// The most decimals of two numbers.
    static func decimals(of one: Double, _ other: Double) -> Int {
        max(decimals(of: one), decimals(of: other))
    }

    /// `number` at `decimals`, a half away from zero. What is a half in decimal is one here,
    /// although the binary number, or the sum it comes from, lies a little below: 0.285 at 2 is
    /// 0.29, and 24.4 − 21.825 is 2.58. −0 is 0.
    static func round(_ number: Double, to decimals: Int) -> Double {
        // A number that has more decimals than can be scaled exactly is left as it is.
        guard decimals < powers.count else { return number }
        let scaled = number.magnitude * powers[decimals]
        guard scaled < 0x1p52 else { return number }
        let whole = Double(Int64(scaled))
        let rounded = (scaled - whole >= almostHalf ? whole + 1 : whole) / powers[decimals]
        return number < 0 && rounded > 0 ? -rounded : rounded
    }

    /// A ratio or rate at its 9 decimals.
    static func ratio(_ number: Double) -> Double { round(number, to: ratioDecimals) }

    /// `one` − `other` at the most decimals of the two: 81.5 − 75 is 6.5, 0.3 − 0.1 is 0.2.
    static func difference(_ one: Double, _ other: Double) -> Double {
        round(one - other, to: decimals(of: one, other))
    }

    /// From a hundred-thousandth below it on, a remainder counts as a half: more than binary errors
    /// come to, also in the ninth decimal of a score, and less than anyone reads.
    private static let almostHalf = 0.5 - 1e-5

    /// Ten's powers that a Double holds exactly.
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// Of a text such as `0.30000000000000004` or `1.5e-07`.
    private static func decimals(ofText text: String) -> Int {
        let parts = text.utf8.split(separator: UInt8(ascii: "e"), maxSplits: 1)
        let exponent = parts.count > 1 ? Int(Substring(parts[1])) ?? 0 : 0
        guard let dot = parts.first?.firstIndex(of: UInt8(ascii: ".")) else {
            return max(0, -exponent)
        }
        let fraction = parts[0][parts[0].index(after: dot)...]
        return max(0, (fraction.elementsEqual("0".utf8) ? 0 : fraction.count) - exponent)
    }
}
