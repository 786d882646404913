import Messages
import Support
import Time

/// Messages at random, the same for the same seed.
struct SeededMessages {
    var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[number(0...elements.count - 1)]
    }

    mutating func maybe<Value>(_ value: (inout Self) throws -> Value) rethrows -> Value? {
        chance(50) ? try value(&self) : nil
    }

    mutating func list<Value>(
        _ range: ClosedRange<Int>, _ value: (inout Self) throws -> Value
    ) rethrows -> [Value] {
        try (0..<number(range)).map { _ in try value(&self) }
    }

    mutating func value() -> Double {
        switch number(0...9) {
        case 0: 0
        case 1: Double(number(-1_000_000...1_000_000))
        case 2: Double.random(in: -1e9...1e9, using: &generator)
        case 3: Double.random(in: -1e300...1e300, using: &generator)
        case 4: Double.random(in: -1e-9...1e-9, using: &generator)
        default: Double(number(0...1000)) / 10
        }
    }

    mutating func text() -> String {
        let parts = [
            "minister's letter", "cloud", "\"said\"", "back\\slash", "é", "⛅️", "line\nbreak",
            "tab\there", "2025", " ", "</script>", "10%",
        ]
        return list(1...5) { $0.one(of: parts) }.joined()
    }

    mutating func time() -> Timestamp {
        let seconds = Int64(number(0...4_000_000_000))
        return Timestamp(milliseconds: seconds * 1000 + (chance(50) ? Int64(number(0...999)) : 0))
    }

    mutating func period(_ frequency: Frequency? = nil) -> Period {
        let frequency = frequency ?? one(of: Frequency.allCases)
        let parts: ClosedRange<Int> =
            switch frequency {
            case .annual, .biennial, .schoolYear: 1...1
            case .halfYearly: 1...2
            case .quarterly: 1...4
            case .monthly: 1...12
            case .weekly: 1...52
            case .daily: 1...365
            }
        let (year, part) = (number(1000...2990), number(parts))
        return Period(frequency, year: year, number: part) ?? .year(year)
    }

    mutating func status(hasValue: Bool) -> StatusFlags {
        let known = StatusFlags.known.subtracting(hasValue ? .withoutValue : [])
        let flags = list(1...3) { $0.one(of: known.codes) }
        return flags.reduce(into: []) { status, code in
            if let flag = code.asciiValue.flatMap({ StatusFlags(code: $0) }) {
                status.insert(flag)
            }
        }
    }

    mutating func figure(_ period: Period) throws -> Figure {
        let value = chance(85) ? value() : nil
        return try Figure(
            period: period, value: value, status: status(hasValue: value != nil),
            confidentiality: value == nil ? maybe { $0.one(of: Array("CNPDSG".utf8)) } : nil,
            note: maybe { $0.text() })
    }

    mutating func code() throws -> IndicatorCode {
        try IndicatorCode("\(one(of: ["nl", "eu", "x1"])).mkb-\(number(0...99)).cloud_use")
    }

    mutating func dimensions() throws -> Dimensions {
        var names = ["size", "sector", "a_1", "zone"]
        names.shuffle(using: &generator)
        return try Dimensions(
            names.prefix(number(0...4)).map { name in
                (name, one(of: ["10-249", "C", "_T", "GE10", "a.b+c"]))
            })
    }

    mutating func area() throws -> Area { try Area(one(of: ["NL", "EU27_2020", "DE1", "X-1"])) }

    mutating func series() throws -> Series {
        Series(indicator: try code(), area: try area(), dimensions: try dimensions())
    }

    mutating func localized() -> LocalizedText {
        LocalizedText(
            ["en", "nl", "fy-NL"].prefix(number(1...3)).map {
                LocalizedText.Entry(language: $0, text: text())
            })
    }
}
