/// Decimal rounding of binary numbers (methods.md, "decimals").
enum Rounding {
    /// Ratios, rates and k: what stands on the wire and is held against thresholds.
    static let ratioDecimals = 9

    /// The decimals of the shortest text that reads back as `number`: 1 of 81.5, 0 of 75.
    static func decimals(of number: Double) -> Int {
        // Where whole / 10^n, both exact, is correctly rounded to `number`, so is the text.
        var power = 1.0
        for decimals in 0...15 {
            let whole = (number * power).rounded()
            guard whole.magnitude < 0x1p53 else { break }
            if whole / power == number { return decimals }
            power *= 10
        }
        return decimals(ofText: number.description)
    }

    /// The most decimals of two numbers.
    static func decimals(of one: Double, _ other: Double) -> Int {
        max(decimals(of: one), decimals(of: other))
    }

    /// `number` at `decimals`, a half away from zero: 0.285 at 2 is 0.29, although the binary
    /// number lies a little below. A remainder counts as a half from four units in the last place
    /// below it on, so that what is a half in decimal is one here, after a division or two as well.
    /// −0 is 0.
    static func round(_ number: Double, to decimals: Int) -> Double {
        // Ten's powers are exact up to here; a number with more decimals is left as it is.
        guard decimals <= 22 else { return number }
        var power = 1.0
        for _ in 0..<decimals { power *= 10 }
        let scaled = number.magnitude * power
        guard scaled < 0x1p52 else { return number }
        let whole = scaled.rounded(.down)
        let half = 0.5 - min(4 * scaled.ulp, 1e-6)
        let rounded = (scaled - whole >= half ? whole + 1 : whole) / power
        return number < 0 && rounded > 0 ? -rounded : rounded
    }

    /// A ratio or rate at its 9 decimals.
    static func ratio(_ number: Double) -> Double { round(number, to: ratioDecimals) }

    /// `one` − `other` at the most decimals of the two: 81.5 − 75 is 6.5, 0.3 − 0.1 is 0.2.
    static func difference(_ one: Double, _ other: Double) -> Double {
        round(one - other, to: decimals(of: one, other))
    }

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
