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
