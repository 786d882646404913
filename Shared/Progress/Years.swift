internal import Messages

/// Time by which progress is measured: from the end of one period to that of another, in years.
enum Years {
    /// Negative when `end` is before `start`. From 2024-W40 to 2025-W40 is 1, and 2030-Q4 and 2030
    /// end together.
    static func between(_ start: Period, _ end: Period) -> Double {
        let (first, last) = (start.endFraction, end.endFraction)
        return Double(last.parts * first.year - first.parts * last.year)
            / Double(first.year * last.year)
    }
}

extension ETA {
    /// The period that is `years` after `latest`: on by as many periods as have begun by then, each
    /// as long as time has it, a week of 2026 1/53 of a year. Never, where that is in the past,
    /// more than 100 years off, or not a number.
    init(years: Double, after latest: Period) {
        guard (0...100).contains(years) else {
            self = .never
            return
        }
        let perYear = latest.frequency.periodsPerYear
        // Less than a billionth of a period after an end is that end.
        let soonest = years - 1e-9 / perYear
        func isReached(after periods: Int) -> Bool {
            Years.between(latest, latest.advanced(by: periods)) >= soonest
        }
        // Weeks and days are not equally long: on average it is so many.
        var periods = max(0, Int((years * perYear - 1e-9).rounded(.up)))
        while periods > 0, isReached(after: periods - 1) { periods -= 1 }
        while !isReached(after: periods) { periods += 1 }
        self = .period(latest.advanced(by: periods))
    }
}
