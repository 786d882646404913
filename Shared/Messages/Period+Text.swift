internal import Time

extension Period: CustomStringConvertible {
    /// The canonical text: `2025`, `2025-S1`, `2025-Q3`, `2025-06`, `2025-W05`, `2025-06-12`,
    /// `2015/16` (school year), `2020/2022` (two years).
    public var description: String {
        var text = ShortText()
        text.put(self)
        return text.string
    }
}

extension ShortText {
    /// A period's canonical text.
    mutating func put(_ period: Period) {
        let ordinal = Int(period.ordinal)
        switch period.frequency {
        case .annual: put(ordinal, width: 4)
        case .biennial:
            put(ordinal, width: 4)
            put("/")
            put(ordinal + 2, width: 4)
        case .schoolYear:
            put(ordinal, width: 4)
            put("/")
            put((ordinal + 1) % 100, width: 2)
        case .halfYearly: put(year: ordinal / 2, "S", ordinal % 2 + 1)
        case .quarterly: put(year: ordinal / 4, "Q", ordinal % 4 + 1)
        case .monthly:
            put(ordinal / 12, width: 4)
            put("-")
            put(ordinal % 12 + 1, width: 2)
        case .weekly:
            let (year, week) = period.isoWeek
            put(year: year, "W", week, width: 2)
        case .daily: put(period.firstDay)
        }
    }

    private mutating func put(
        year: Int, _ letter: Unicode.Scalar, _ part: Int, width: Int = 1
    ) {
        put(year, width: 4)
        put("-")
        put(letter)
        put(part, width: width)
    }
}
