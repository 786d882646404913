/// The arithmetic of methods.md: what is rounded, and how far.
public enum ReferenceNumber {
    /// R, rates and k are rounded to 9 decimals.
    public static func rate(_ number: Double) -> Double { rounded(number, decimals: 9) }

    /// To the nearest number of so many decimals, as one does by hand on the number's shortest
    /// text, halves away from zero: 1.025 is 1.03. −0 is 0.
    ///
    /// What computing in binary fractions leaves a hundred-thousandth below a half is one:
    /// 61.8 − 1.475 is 60.324999999999996 and still 60.33.
    public static func rounded(_ number: Double, decimals places: Int) -> Double {
        guard number.isFinite, decimals(number) > places else { return number == 0 ? 0 : number }
        let (digits, exponent) = digits(of: number)
        // `digits` · 10^exponent; those after `places` decimals are cut off.
        let cut = -exponent - places
        guard cut <= digits.count else { return 0 }
        var kept = digits.dropLast(cut).reduce(Int64(0)) { $0 * 10 + Int64($1) }
        let rest = digits.suffix(cut).reversed().reduce(Double(0)) { ($0 + Double($1)) / 10 }
        if rest >= 0.49999 { kept += 1 }
        let rounded = Double("\(kept)e-\(places)") ?? .nan
        return rounded == 0 ? 0 : number < 0 ? -rounded : rounded
    }

    /// `one` − `other`, without what binary fractions add: 81.5 − 75 is 6.5.
    public static func difference(_ one: Double, _ other: Double, decimals: Int) -> Double {
        rounded(one - other, decimals: decimals)
    }

    /// The most decimals that any of the numbers has: 71 has 0, 0.25 has 2, 1e-05 has 5.
    public static func decimals(_ numbers: Double...) -> Int {
        numbers.map { max(0, -digits(of: $0).exponent) }.max() ?? 0
    }

    /// A number's shortest text as digits and the power of ten of the last of them.
    private static func digits(of number: Double) -> (digits: [Int], exponent: Int) {
        let parts = "\(abs(number))".split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1] : ""
        let shift = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let digits = (mantissa[0] + fraction).utf8.map { Int($0 - UInt8(ascii: "0")) }
        return (digits, shift - fraction.utf8.count)
    }
}
