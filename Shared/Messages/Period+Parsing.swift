internal import Time

extension Period {
    /// Reads a period's text: the canonical ones, and those of statistical producers (`2025-A1`,
    /// `2025S1`, `2025Q3`, `2025-M06`, `2025M06`, `2025W05`, `2025-T1`, `2025-D163`, `2024 Q1`,
    /// `2017-2019`, `2020-01-01/P2Y`). `YYYY-YY` is a school year only where `frequency` is that,
    /// otherwise a month. Throws `invalid_period` for what is none, and `frequency_mismatch` for a
    /// period of another frequency than `frequency`.
    public init(_ text: Span<UInt8>, frequency: Frequency? = nil) throws(ValidationError) {
        guard let period = Self.read(text, frequency) else {
            throw ValidationError(
                .invalidPeriod, "this is not a period", found: Self.string(text),
                expected: Self.examples(frequency))
        }
        if let frequency, period.frequency != frequency {
            throw ValidationError(
                .frequencyMismatch, "the period is of another frequency than the indicator",
                found: Self.string(text), expected: Self.examples(frequency))
        }
        self = period
    }

    public init(_ text: String, frequency: Frequency? = nil) throws(ValidationError) {
        try self.init(text.utf8.span, frequency: frequency)
    }

    private static func read(_ text: Span<UInt8>, _ frequency: Frequency?) -> Period? {
        guard let year = number(text, 0..<4) else { return nil }
        guard text.count > 4 else {
            return frequency == .schoolYear || frequency == .biennial
                ? Period(frequency ?? .annual, year: year) : .year(year)
        }
        switch text[4] {
        case UInt8(ascii: "-"): return hyphenated(text, year, frequency)
        case UInt8(ascii: " "): return lettered(text, from: 5, year)
        case UInt8(ascii: "/"): return range(text, year)
        default: return lettered(text, from: 4, year)
        }
    }

    /// `YYYY-…`
    private static func hyphenated(
        _ text: Span<UInt8>, _ year: Int, _ frequency: Frequency?
    ) -> Period? {
        switch text.count {
        case 7 where frequency == .schoolYear && number(text, 5..<7) == (year + 1) % 100:
            return Period(.schoolYear, year: year)
        case 7 where number(text, 5..<7) != nil:
            return number(text, 5..<7).flatMap { Period(.monthly, year: year, number: $0) }
        case 9 where number(text, 5..<9) != nil:
            let last = number(text, 5..<9)
            if frequency == .schoolYear, last == year + 1 { return Period(.schoolYear, year: year) }
            return last == year + 2 ? Period(.biennial, year: year) : nil
        case 10 where text[7] == UInt8(ascii: "-"):
            guard let month = number(text, 5..<7), let day = number(text, 8..<10) else {
                return nil
            }
            return CalendarDate(year: year, month: month, day: day).map { Period(day: $0) }
        case 14 where string(text.extracting(4..<14)) == "-01-01/P2Y":
            return Period(.biennial, year: year)
        case 14 where string(text.extracting(4..<14)) == "-01-01/P1Y":
            return .year(year)
        default: return lettered(text, from: 5, year)
        }
    }

    /// `YYYY/YY` is a school year, `YYYY/YYYY` two years.
    private static func range(_ text: Span<UInt8>, _ year: Int) -> Period? {
        if text.count == 7, number(text, 5..<7) == (year + 1) % 100 {
            return Period(.schoolYear, year: year)
        }
        if text.count == 9, number(text, 5..<9) == year + 2 { return Period(.biennial, year: year) }
        return nil
    }

    /// A letter for the frequency, and the number of the part.
    private static func lettered(_ text: Span<UInt8>, from start: Int, _ year: Int) -> Period? {
        guard start + 1 < text.count, text.count - start <= 4,
            let part = number(text, start + 1..<text.count)
        else { return nil }
        switch text[start] {
        case UInt8(ascii: "A"): return Period(.annual, year: year, number: part)
        case UInt8(ascii: "S"), UInt8(ascii: "H"):
            return Period(.halfYearly, year: year, number: part)
        case UInt8(ascii: "Q"): return Period(.quarterly, year: year, number: part)
        case UInt8(ascii: "T"): return trimester(year, part)
        case UInt8(ascii: "M"): return Period(.monthly, year: year, number: part)
        case UInt8(ascii: "W"): return Period(.weekly, year: year, number: part)
        case UInt8(ascii: "D"): return Period(.daily, year: year, number: part)
        default: return nil
        }
    }

    /// SDMX's T is a third of a year, which no indicator has; French sources write quarters so.
    private static func trimester(_ year: Int, _ part: Int) -> Period? {
        Period(.quarterly, year: year, number: part)
    }

    private static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.upperBound <= text.count, !range.isEmpty else { return nil }
        var number = 0
        for index in range {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    private static func string(_ text: Span<UInt8>) -> String {
        unsafe text.withUnsafeBufferPointer {
            unsafe String(decoding: $0.prefix(40), as: UTF8.self)
        }
    }

    static func examples(_ frequency: Frequency?) -> String {
        switch frequency {
        case nil: "a period such as 2025, 2025-S1, 2025-Q3, 2025-06, 2025-W05 or 2025-06-12"
        case .annual: "a year such as 2025"
        case .biennial: "two years such as 2020/2022"
        case .halfYearly: "a half-year such as 2025-S1"
        case .quarterly: "a quarter such as 2025-Q3"
        case .monthly: "a month such as 2025-06"
        case .weekly: "an ISO week such as 2025-W05"
        case .daily: "a day such as 2025-06-12"
        case .schoolYear: "a school year such as 2015/16"
        }
    }
}
