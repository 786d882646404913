public import Time

/// The time a figure is of, such as 2025, 2025-Q3 or 2025-W05: the `ordinal`-th period of its
/// frequency. Periods of one frequency are ordered and dense.
public struct Period: Hashable, BitwiseCopyable, Sendable {
    public let frequency: Frequency
    /// Year; half, quarter or month since year 0; days since 1970-01-01; Mondays since then;
    /// for school and two-year periods the first year.
    public let ordinal: Int32

    private init(_ frequency: Frequency, ordinal: Int) {
        self.frequency = frequency
        self.ordinal = Int32(ordinal)
    }

    public static func year(_ year: Int) -> Period { Period(.annual, ordinal: year) }

    /// The `number`-th (from 1) part of `year`: a half, quarter, month or ISO week; for whole years
    /// of any kind, `number` is 1. Nil when the year has no such part.
    public init?(_ frequency: Frequency, year: Int, number: Int = 1) {
        guard (0...9999).contains(year), number >= 1 else { return nil }
        switch frequency {
        case .annual, .biennial, .schoolYear:
            guard number == 1 else { return nil }
            self.init(frequency, ordinal: year)
        case .halfYearly, .quarterly, .monthly:
            let parts = Int(frequency.periodsPerYear)
            guard number <= parts else { return nil }
            self.init(frequency, ordinal: year * parts + number - 1)
        case .weekly:
            guard number <= CalendarDate.weeks(inISOYear: year) else { return nil }
            let monday = CalendarDate.firstMonday(ofISOYear: year).adding(days: 7 * (number - 1))
            self.init(.weekly, ordinal: Self.week(of: monday))
        case .daily:
            guard number <= CalendarDate.days(inYear: year) else { return nil }
            self.init(.daily, ordinal: Int(CalendarDate.first(ofYear: year).dayNumber) + number - 1)
        }
    }

    public init(day: CalendarDate) { self.init(.daily, ordinal: Int(day.dayNumber)) }

    /// A period as stores keep it.
    public init(frequency: Frequency, storedOrdinal: Int32) {
        self.frequency = frequency
        ordinal = storedOrdinal
    }

    /// The period `count` periods later, or earlier when negative.
    public func advanced(by count: Int) -> Period {
        Period(frequency, ordinal: Int(ordinal) + (frequency == .biennial ? 2 * count : count))
    }

    /// The same part of the year before: the same half, quarter, month, ISO week or date. Nil where
    /// a period is a whole year or more, and where the year before has no such week or date.
    public var yearBefore: Period? {
        switch frequency {
        case .annual, .biennial, .schoolYear: return nil
        case .halfYearly, .quarterly, .monthly:
            let before = advanced(by: -Int(frequency.periodsPerYear))
            return before.ordinal < 0 ? nil : before
        case .weekly:
            let (year, week) = isoWeek
            return Period(.weekly, year: year - 1, number: week)
        case .daily:
            let (year, month, day) = firstDay.civil
            return CalendarDate(year: year - 1, month: month, day: day).map { Period(day: $0) }
        }
    }

    public var firstDay: CalendarDate {
        switch frequency {
        case .annual, .biennial: CalendarDate.first(ofYear: Int(ordinal))
        case .schoolYear:
            CalendarDate.first(ofYear: Int(ordinal)).adding(
                days: CalendarDate.isLeap(Int(ordinal)) ? 213 : 212)
        case .halfYearly, .quarterly, .monthly: Self.firstDay(ofMonth: monthNumber)
        case .weekly: CalendarDate(dayNumber: ordinal * 7 - 3)
        case .daily: CalendarDate(dayNumber: ordinal)
        }
    }

    public var lastDay: CalendarDate {
        switch frequency {
        case .biennial: CalendarDate.first(ofYear: Int(ordinal) + 2).adding(days: -1)
        default: advanced(by: 1).firstDay.adding(days: -1)
        }
    }

    /// The end of the period in years, by which progress is measured: 2030-Q4 and 2030 both end at
    /// 2031; an ISO week ends at its ISO year + w/52 or w/53; a range at its first year + 1.
    public var end: Double {
        let (parts, year) = endFraction
        return Double(parts) / Double(year)
    }

    /// The same as parts of a year and how many of them the year has: so ends subtract exactly.
    public var endFraction: (parts: Int, year: Int) {
        switch frequency {
        case .annual, .biennial, .schoolYear: return (Int(ordinal) + 1, 1)
        case .halfYearly, .quarterly, .monthly:
            return (Int(ordinal) + 1, Int(frequency.periodsPerYear))
        case .weekly:
            let (year, week) = isoWeek
            let weeks = CalendarDate.weeks(inISOYear: year)
            return (year * weeks + week, weeks)
        case .daily:
            let year = firstDay.civil.year
            let days = CalendarDate.days(inYear: year)
            return (year * days + firstDay.dayOfYear, days)
        }
    }

    /// ISO year and week 1…53 of a weekly period.
    var isoWeek: (year: Int, week: Int) {
        let monday = firstDay
        let year = monday.adding(days: 3).civil.year
        let first = CalendarDate.firstMonday(ofISOYear: year)
        return (year, Int(monday.dayNumber - first.dayNumber) / 7 + 1)
    }

    /// Months since year 0 of the first month of a half, quarter or month.
    private var monthNumber: Int { Int(ordinal) * (12 / Int(frequency.periodsPerYear)) }

    private static func firstDay(ofMonth number: Int) -> CalendarDate {
        let year = number / 12
        let before = (1..<number % 12 + 1).reduce(0) {
            $0 + CalendarDate.days(inMonth: $1, ofYear: year)
        }
        return CalendarDate.first(ofYear: year).adding(days: before)
    }

    private static func week(of monday: CalendarDate) -> Int { (Int(monday.dayNumber) + 3) / 7 }
}

extension Period: Comparable {
    /// By the end, then by the ordinal: periods of different frequencies compare by their ends.
    public static func < (one: Period, other: Period) -> Bool {
        one.frequency == other.frequency ? one.ordinal < other.ordinal : one.end < other.end
    }
}
