import JSON
import Support
import Testing

@Suite("Writing numbers")
struct WriterNumberTests {
    @Test(
        "takes the form of RFC 8785",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (100, "100"), (71.5, "71.5"),
            (0.1, "0.1"), (0.30000000000000004, "0.30000000000000004"), (1e-6, "0.000001"),
            (1.5e-6, "0.0000015"), (1e-7, "1e-7"), (-1.5e-7, "-1.5e-7"),
            (1e20, "100000000000000000000"),
            (123_456_789_012_345_683_968, "123456789012345680000"), (1e21, "1e+21"),
            (1.5e300, "1.5e+300"), (9_007_199_254_740_992, "9007199254740992"),
            (9_007_199_254_740_994, "9007199254740994"), (1e16, "10000000000000000"),
            (.leastNonzeroMagnitude, "5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
            (2.2250738585072014e-308, "2.2250738585072014e-308"), (4.5, "4.5"), (2e-3, "0.002"),
            (1234567.891, "1234567.891"), (1e23, "1e+23"), (0.000123, "0.000123"),
            (999_999_999.999_999, "999999999.999999"), (3.081818182, "3.081818182"),
            (333333333.33333329, "333333333.3333333"), (9.5367431640625e-7, "9.5367431640625e-7"),
            (4.35, "4.35"), (0.5, "0.5"), (123456789.5, "123456789.5"),
        ])
    func form(number: Double, text: String) {
        #expect(written(number) == text)
    }

    @Test("gives the standard library's digits, and reads back bit for bit")
    func random() throws {
        var random = SplitMix64(seed: 5)
        for round in 0..<60_000 {
            let number: Double
            switch round % 3 {
            case 0: number = Double(bitPattern: .random(in: 0...UInt64.max, using: &random))
            case 1:
                number =
                    Double(Int64.random(in: -20_000_000_000...20_000_000_000, using: &random))
                    / [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8][round / 3 % 9]
            default:
                number = Double(Int64.random(in: .min...Int64.max, using: &random) >> (round % 60))
            }
            guard number.isFinite else { continue }
            let text = written(number)
            let document = bytes(text)
            var reader = Reader(document.span)
            let again = try reader.number()
            try reader.finish()
            #expect(again == number, "\(text)")
            #expect(digits(text) == digits(number.description), "\(text)")
        }
    }

    @Test("writes whole numbers of 64 bits", arguments: [0, 7, -7, 10, 99, 100, Int64.max, .min])
    func integers(integer: Int64) {
        var writer = Writer()
        writer.integer(integer)
        #expect(writer.take() == bytes("\(integer)"))
    }

    private func written(_ number: Double) -> String {
        var writer = Writer()
        writer.number(number)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    /// The significant digits of a number's text.
    private func digits(_ text: String) -> Substring {
        var digits = text.prefix { $0 != "e" }.filter(\.isNumber)[...].drop { $0 == "0" }
        while digits.last == "0" { digits.removeLast() }
        return digits
    }
}
