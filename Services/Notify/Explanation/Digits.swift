internal import Messages

/// Numbers as formulas show them: to type into a calculator, with the language's decimal mark and
/// no thousands. Ten digits, so that what is computed of them is right in what anyone reads.
struct Digits {
    let words: Words

    private static let significant = 10

    /// −0.5, 10.33333333.
    func text(_ number: Double) -> String {
        let plain = Self.plain(Self.rounded(number))
        return plain.replacing(".", with: words.say(".", ",")).replacing("-", with: "\u{2212}")
    }

    /// The same as a part of a formula: a negative number stands in parentheses.
    func part(_ number: Double) -> String {
        let text = text(number)
        return number < 0 && text != text.drop { $0 == "\u{2212}" } ? "(\(text))" : text
    }

    /// The end of a period in years: 2026; (2025 + 3/4) for the third quarter of 2025.
    func time(_ period: Period) -> String {
        let (parts, year) = period.endFraction
        let (whole, rest) = parts.quotientAndRemainder(dividingBy: year)
        return rest == 0 ? "\(whole)" : "(\(whole) + \(rest)/\(year))"
    }

    /// `number` at ten significant digits.
    private static func rounded(_ number: Double) -> Double {
        guard number != 0, number.isFinite, number.magnitude < 1e10 else { return number }
        var decimals = 0
        var power = 1.0
        var size = number.magnitude
        while size < 1e9, decimals < 18 {
            size *= 10
            decimals += 1
        }
        for _ in 0..<max(decimals, 0) { power *= 10 }
        let whole = (number * power).rounded()
        return whole.magnitude < 0x1p53 ? whole / power : number
    }

    /// Without an exponent: 0.00001 for 1e-05.
    private static func plain(_ number: Double) -> String {
        if let whole = Int(exactly: number) { return String(whole) }
        let parts = number.description.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return number.description }
        let sign = parts[0].hasPrefix("-") ? "-" : ""
        let unsigned = parts[0].drop { $0 == "-" }
        let fraction = unsigned.drop { $0 != "." }.dropFirst().drop {
            $0 == "0" && unsigned.hasSuffix(".0")
        }
        let digits = unsigned.prefix { $0 != "." } + fraction
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        return sign + digits + String(repeating: "0", count: max(0, exponent - fraction.count))
    }
}
