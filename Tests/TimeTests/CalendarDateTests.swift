import Testing
import Time

@Suite("Days") struct CalendarDateTests {
    @Test("Every day of 400 years, one cycle of the calendar, goes there and back")
    func roundTrip() throws {
        let first = CalendarDate.first(ofYear: 1800)
        var (year, month, day) = (1800, 1, 1)
        for number in 0..<146_097 as Range<Int32> {
            let date = CalendarDate(dayNumber: first.dayNumber + number)
            let civil = date.civil
            guard civil == (year, month, day) else {
                Issue.record("\(date) should be \(year)-\(month)-\(day)")
                return
            }
            guard CalendarDate(year: year, month: month, day: day) == date else {
                Issue.record("\(date) is not read again")
                return
            }
            day += 1
            if day > CalendarDate.days(inMonth: month, ofYear: year) {
                (month, day) = (month + 1, 1)
            }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (2200, 1, 1))
    }

    @Test("ISO 8601 weeks begin on the Monday of the week with 4 January")
    func weeks() {
        let cases = [
            (2015, "2014-12-29", 53), (2016, "2016-01-04", 52), (2020, "2019-12-30", 53),
            (2021, "2021-01-04", 52), (2024, "2024-01-01", 52), (2026, "2025-12-29", 53),
        ]
        for (year, monday, weeks) in cases {
            #expect(CalendarDate.firstMonday(ofISOYear: year).description == monday)
            #expect(CalendarDate.weeks(inISOYear: year) == weeks, "\(year)")
        }
    }

    @Test("Weekday and day of the year")
    func positions() throws {
        #expect(CalendarDate(dayNumber: 0).weekday == 4)
        #expect(CalendarDate(dayNumber: -4).weekday == 7)
        #expect(try #require(CalendarDate(year: 2024, month: 12, day: 31)).dayOfYear == 366)
        #expect(CalendarDate.first(ofYear: 2023).dayOfYear == 1)
    }

    @Test("Days the calendar does not have are none")
    func invalid() {
        for (year, month, day) in [
            (1900, 2, 29), (2023, 2, 29), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1), (2024, 1, 0),
            (10_000, 1, 1), (-1, 1, 1),
        ] {
            #expect(CalendarDate(year: year, month: month, day: day) == nil)
        }
        #expect(CalendarDate(year: 2000, month: 2, day: 29) != nil)
    }
}
