import JSON
import Support
import Testing

@Suite("Reading numbers")
struct NumberTests {
    @Test("gives the double that the standard library gives for the same text")
    func nearest() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<20_000 {
            let whole =
                UInt64.random(in: 0...UInt64.max, using: &random)
                >> UInt64.random(
                    in: 0...63, using: &random)
            var text = Bool.random(using: &random) ? "-\(whole)" : "\(whole)"
            if Bool.random(using: &random) {
                text += ".\(UInt64.random(in: 0...UInt64.max, using: &random) >> 20)"
            }
            if Bool.random(using: &random) {
                text += "e\(Int.random(in: -330...280, using: &random))"
            }
            let number = try parsed(text) { (reader) throws(JSONError) in try reader.number() }
            #expect(number.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test("keeps the hard cases of rounding and of range")
    func hard() throws {
        let texts = [
            "9007199254740993", "9007199254740992", "9007199254740991", "2.2250738585072011e-308",
            "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e22", "1e23",
            "1.7976931348623157e308", "-0", "-0.0", "0.1", "0.30000000000000004", "8.41e21",
            "9007199254740993e22", "0.000000000000000000000000000000000000001e39", "1e-30",
            "10000000000000000000000e-22", "18446744073709551616", "99999999999999999999999",
        ]
        for text in texts {
            let number = try parsed(text) { (reader) throws(JSONError) in try reader.number() }
            #expect(number.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test(
        "says how many digits and decimals a text claims",
        arguments: [
            ("0", 0, 0), ("-0.000", 0, 3), ("71", 2, 0), ("75.30", 4, 2), ("0.0120", 3, 4),
            ("12e-4", 2, 4), ("1.5e3", 2, 0), ("100", 3, 0), ("-12.5", 3, 1),
            ("0.12345678901234567", 17, 17), ("123456789012345678", 18, 0),
            ("1.00000000000000000001", 21, 20), ("0e5", 0, 0),
        ])
    func decimals(text: String, significantDigits: Int, decimals: Int) throws {
        let decimal = try parsed(text) { (reader) throws(JSONError) in try reader.decimal() }
        #expect(decimal.value == Double(text))
        #expect(decimal.significantDigits == significantDigits)
        #expect(decimal.decimals == decimals)
    }

    @Test(
        "gives whole numbers exactly, however they are written",
        arguments: [
            ("0", 0), ("-0", 0), ("0.0e9", 0), ("42", 42), ("1e3", 1000), ("1000.0", 1000),
            ("120e-1", 12),
            ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
            ("9007199254740993", 9_007_199_254_740_993), ("1e18", 1_000_000_000_000_000_000),
        ])
    func whole(text: String, integer: Int64) throws {
        #expect(try parsed(text) { (reader) throws(JSONError) in try reader.integer() } == integer)
    }

    @Test(
        "refuses as whole what has a fraction or more than 64 bits",
        arguments: [
            ("1.5", "a number with a fraction"), ("1e-1", "a number with a fraction"),
            ("9223372036854775808", "a larger number"), ("1e19", "a larger number"),
            ("-9223372036854775809", "a larger number"), ("1e1000000000000", "a larger number"),
            ("10000000000000000000000", "a larger number"), (#""1""#, "a string"),
        ])
    func notWhole(text: String, found: String) {
        let error = #expect(throws: JSONError.self) {
            try parsed(text) { (reader) throws(JSONError) in try reader.integer() }
        }
        #expect(error?.found == found)
        #expect(error?.expected == "an integer of at most 64 bits")
    }

    private func parsed<Number>(
        _ text: String, _ read: (inout Reader) throws(JSONError) -> Number
    ) throws(JSONError) -> Number {
        let document = bytes(text)
        var reader = Reader(document.span)
        let number = try read(&reader)
        try reader.finish()
        return number
    }
}
