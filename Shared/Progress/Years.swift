internal import Messages

/// Time by which progress is measured: from the end of one period to that of another, in years.
enum Years {
    /// Negative when `end` is before `start`. From 2024-W40 to 2025-W40 is 1, and 2030-Q4 and 2030
    /// end together.
    static func between(_ start: Period, _ end: Period) -> Double {
        if let first = start.endInMonths, let last = end.endInMonths {
            return Double(last - first) / 12
        }
        let years = end.end - start.end
        // Ends of weeks and days are binary fractions: whole years are exact, as in the calendar.
        return abs(years - years.rounded()) < 1e-9 ? years.rounded() : years
    }
}

extension Period {
    /// Months from year 0 to its end, for the frequencies that end with a month. A range ends, by
    /// the methods' rule, with its first year.
    fileprivate var endInMonths: Int? {
        switch frequency {
        case .annual, .biennial, .schoolYear: (Int(ordinal) + 1) * 12
        case .halfYearly: (Int(ordinal) + 1) * 6
        case .quarterly: (Int(ordinal) + 1) * 3
        case .monthly: Int(ordinal) + 1
        case .weekly, .daily: nil
        }
    }
}

extension ETA {
    /// The period that is `years` after `latest`: on by as many periods as have begun by then.
    /// Never, where that is in the past, more than 100 years off, or not a number.
    init(years: Double, after latest: Period) {
        guard (0...100).contains(years) else {
            self = .never
            return
        }
        let periods = (years * latest.frequency.periodsPerYear - 1e-9).rounded(.up)
        self = .period(latest.advanced(by: Int(periods)))
    }
}
