/// The fewest decimal digits that tell a positive double from its neighbours:
/// 0.d₁d₂…dₙ × 10^point, with d₁ and dₙ not 0.
struct ShortestDigits {
    /// ASCII; 17 tell every double, and the text that they are taken from has few zeros more.
    private var digits = InlineArray<24, UInt8>(repeating: Byte.zero)
    private(set) var count = 0
    private(set) var point = 0

    /// Takes the standard library's text apart: `0.00012`, `1234.5`, `1.2e-05`, `1e+16`.
    init(_ value: Double) {
        let description = value.description
        let text = description.utf8.span
        var index = 0
        var isWhole = true
        while index < text.count, text[index] != UInt8(ascii: "e") {
            switch text[index] {
            case Byte.point: isWhole = false
            case Byte.zero where count == 0: if !isWhole { point -= 1 }
            case let digit:
                digits[count] = digit
                count += 1
                if isWhole { point += 1 }
            }
            index += 1
        }
        while count > 0, digits[count - 1] == Byte.zero { count -= 1 }
        point += Self.exponent(text, from: index)
    }

    subscript(index: Int) -> UInt8 { digits[index] }

    /// From the `e`, or 0 where there is none.
    private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int {
        guard start < text.count else { return 0 }
        var exponent = 0
        for index in start + 2..<text.count {
            exponent = exponent * 10 + Int(text[index] - Byte.zero)
        }
        return text[start + 1] == Byte.minus ? -exponent : exponent
    }
}
