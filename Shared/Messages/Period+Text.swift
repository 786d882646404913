internal import Time

extension Period: CustomStringConvertible {
    /// The canonical text: `2025`, `2025-S1`, `2025-Q3`, `2025-06`, `2025-W05`, `2025-06-12`,
    /// `2015/16` (school year), `2020/2022` (two years).
    public var description: String {
        switch frequency {
        case .annual: Self.padded(Int(ordinal), 4)
        case .biennial: "\(Self.padded(Int(ordinal), 4))/\(Self.padded(Int(ordinal) + 2, 4))"
        case .schoolYear:
            "\(Self.padded(Int(ordinal), 4))/\(Self.padded((Int(ordinal) + 1) % 100, 2))"
        case .halfYearly: "\(Self.padded(Int(ordinal) / 2, 4))-S\(ordinal % 2 + 1)"
        case .quarterly: "\(Self.padded(Int(ordinal) / 4, 4))-Q\(ordinal % 4 + 1)"
        case .monthly:
            "\(Self.padded(Int(ordinal) / 12, 4))-\(Self.padded(Int(ordinal) % 12 + 1, 2))"
        case .weekly: "\(Self.padded(isoWeek.year, 4))-W\(Self.padded(isoWeek.week, 2))"
        case .daily: firstDay.description
        }
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
