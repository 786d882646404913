internal import Glibc

/// The arithmetic of methods.md: what is rounded, and how far.
public enum ReferenceNumber {
    /// R, rates and k are rounded to 9 decimals.
    public static func rate(_ number: Double) -> Double { rounded(number, decimals: 9) }

    /// To the nearest number of so many decimals, halves away from zero; −0 is 0.
    public static func rounded(_ number: Double, decimals: Int) -> Double {
        let scale = pow(10, Double(decimals))
        let scaled = number * scale
        // A number too large to be scaled has no decimals.
        guard scaled.isFinite else { return number }
        let rounded = scaled.rounded(.toNearestOrAwayFromZero) / scale
        return rounded == 0 ? 0 : rounded
    }

    /// `one` − `other`, without what binary fractions add: 81.5 − 75 is 6.5.
    public static func difference(_ one: Double, _ other: Double, decimals: Int) -> Double {
        rounded(one - other, decimals: decimals)
    }

    /// The most decimals that any of the numbers has.
    public static func decimals(_ numbers: Double...) -> Int {
        numbers.map(decimals(of:)).max() ?? 0
    }

    /// How many decimals the shortest text has, written out: 71 has 0, 0.25 has 2, 1e-05 has 5.
    private static func decimals(of number: Double) -> Int {
        let parts = "\(number)".split(separator: "e")
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".")
        let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1].utf8.count : 0
        return max(0, fraction - exponent)
    }
}
