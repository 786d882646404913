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
        case .annual: put(year: ordinal)
        case .biennial:
            put(year: ordinal)
            put("/")
            put(year: ordinal + 2)
        case .schoolYear:
            put(year: ordinal)
            put("/")
            put(twoDigits: (ordinal + 1) % 100)
        case .halfYearly:
            put(year: ordinal / 2)
            put("-")
            put("S")
            put(ordinal % 2 + 1)
        case .quarterly:
            put(year: ordinal / 4)
            put("-")
            put("Q")
            put(ordinal % 4 + 1)
        case .monthly:
            put(year: ordinal / 12)
            put("-")
            put(twoDigits: ordinal % 12 + 1)
        case .weekly:
            let (year, week) = period.isoWeek
            put(year: year)
            put("-")
            put("W")
            put(twoDigits: week)
        case .daily: put(period.firstDay)
        }
    }
}
