/// A day of the proleptic Gregorian calendar.
public struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let dayNumber: Int32

    public init(dayNumber: Int32) { self.dayNumber = dayNumber }

    /// Nil when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, ofYear: year)
        else { return nil }
        // Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month 1…12 and day 1…31.
    public var civil: (year: Int, month: Int, day: Int) {
        // Same source, civil_from_days.
        let shifted = Int(dayNumber) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Monday 1 … Sunday 7, as ISO 8601 numbers them.
    public var weekday: Int { (Int(dayNumber) % 7 + 7 + 3) % 7 + 1 }

    /// 1 … 366.
    public var dayOfYear: Int {
        let year = civil.year
        return Int(dayNumber - Self.first(ofYear: year).dayNumber) + 1
    }

    public func adding(days: Int) -> CalendarDate {
        CalendarDate(dayNumber: dayNumber + Int32(days))
    }

    public static func < (one: CalendarDate, other: CalendarDate) -> Bool {
        one.dayNumber < other.dayNumber
    }

    /// 1 January.
    public static func first(ofYear year: Int) -> CalendarDate {
        let before = year - 1
        let leaps = floored(before, 4) - floored(before, 100) + floored(before, 400)
        return CalendarDate(dayNumber: Int32(before * 365 + leaps - 719_162))
    }

    /// Monday of ISO week 1: the week that has 4 January in it.
    public static func firstMonday(ofISOYear year: Int) -> CalendarDate {
        let fourth = first(ofYear: year).adding(days: 3)
        return fourth.adding(days: 1 - fourth.weekday)
    }

    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    public static func days(inYear year: Int) -> Int { isLeap(year) ? 366 : 365 }

    public static func days(inMonth month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// 52 or 53.
    public static func weeks(inISOYear year: Int) -> Int {
        Int(firstMonday(ofISOYear: year + 1).dayNumber - firstMonday(ofISOYear: year).dayNumber) / 7
    }

    private static func floored(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : (number - divisor + 1) / divisor
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `2026-06-12`.
    public var description: String {
        let (year, month, day) = civil
        return "\(Digits.padded(year, 4))-\(Digits.padded(month, 2))-\(Digits.padded(day, 2))"
    }
}
