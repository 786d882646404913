internal import Messages
internal import Time

/// The end of a period in years, as a fraction: methods.md, "time". Fractions, because years and
/// twelfths of them subtract exactly and doubles do not.
struct ReferenceYears {
    let numerator: Int
    let denominator: Int

    /// Read off the period's canonical text: the year, and how many of its parts are over.
    init(endOf period: Period) {
        let text = "\(period)"
        let year = Int(text.prefix(4)) ?? 0
        let part = Int(text.dropFirst(5).drop { "SQW".contains($0) }) ?? 0
        let over: (parts: Int, of: Int) =
            switch period.frequency {
            case .annual, .biennial, .schoolYear: (1, 1)
            case .halfYearly: (part, 2)
            case .quarterly: (part, 4)
            case .monthly: (part, 12)
            case .weekly: (part, CalendarDate.weeks(inISOYear: year))
            case .daily: (period.firstDay.dayOfYear, CalendarDate.days(inYear: year))
            }
        numerator = year * over.of + over.parts
        denominator = over.of
    }

    /// The years from the end of one period to that of another.
    static func between(_ one: Period, _ other: Period) -> Double {
        let (from, to) = (ReferenceYears(endOf: one), ReferenceYears(endOf: other))
        let numerator = to.numerator * from.denominator - from.numerator * to.denominator
        return Double(numerator) / Double(from.denominator * to.denominator)
    }
}
