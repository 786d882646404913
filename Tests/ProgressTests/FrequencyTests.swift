import Messages
import Testing

@testable import Progress

@Suite("Time and frequencies")
struct FrequencyTests {
    @Test("time runs from end to end of periods")
    func years() throws {
        let expected: [(String, String, Double)] = [
            ("2025", "2030", 5), ("2030-Q4", "2030", 0), ("2030-Q3", "2030", 0.25),
            ("2024-W40", "2025-W40", 1), ("2026-W53", "2027-W52", 1),
            ("2025-06", "2025-07", 1 / 12),
            ("2024-S1", "2025-S2", 1.5), ("2023-12-31", "2024-12-31", 1),
            ("2020/2022", "2022/2024", 2),
            ("2020/2022", "2020", 0), ("2030", "2025", -5),
        ]
        for (start, end, years) in expected {
            #expect(Years.between(try period(start), try period(end)) == years, "\(start) \(end)")
        }
        let school = try period("2015/16", .schoolYear)
        #expect(Years.between(school, .year(2015)) == 0)
    }

    @Test("years early have 2 decimals")
    func yearsEarly() throws {
        #expect(Progress.yearsEarly(try period("2028-Q1"), before: .year(2030)) == 2.75)
        #expect(Progress.yearsEarly(try period("2030-11"), before: .year(2030)) == 0.08)
        #expect(Progress.yearsEarly(try period("2031-01"), before: .year(2030)) == -0.08)
        #expect(Progress.yearsEarly(try period("2030-W26"), before: .year(2030)) == 0.5)
    }

    @Test("the period in which the target is reached is counted in periods of the series")
    func eta() throws {
        // Each goes on by 10 in its first step and needs 25 more: 2.5 steps.
        let series: [(String, String, Frequency, String)] = [
            ("2020", "2021", .annual, "2024"), ("2020-S1", "2020-S2", .halfYearly, "2022-S1"),
            ("2020-Q1", "2020-Q2", .quarterly, "2021-Q1"),
            ("2020-11", "2020-12", .monthly, "2021-03"),
            ("2020/2022", "2022/2024", .biennial, "2028/2030"),
            ("2015/16", "2016/17", .schoolYear, "2019/20"),
            ("2021-W50", "2021-W51", .weekly, "2022-W02"),
            ("2021-12-29", "2021-12-30", .daily, "2022-01-02"),
        ]
        for (first, second, frequency, reached) in series {
            let given = try Given(
                [first: 10, second: 20], .atLeast(45), frequency: frequency, by: "2040")
            #expect(given.assessment.eta == .period(try period(reached, frequency)), "\(first)")
            #expect(given.assessment.ratio != nil)
        }
    }

    @Test("a whole number of periods is not rounded up to one more")
    func wholePeriods() throws {
        let months = try Given(["2020-01": 0, "2020-02": 0.1], .atLeast(1.2), by: "2021-06")
        #expect(months.assessment.eta == .period(try period("2021-01")))
        let years = try Given(["2020": 0, "2021": 0.1], .atLeast(0.3))
        #expect(years.assessment.eta == .period(.year(2023)))
        let weeks = try Given(["2025-W10": 10, "2025-W11": 20], .atLeast(50), by: "2026-W10")
        #expect(weeks.assessment.eta == .period(try period("2025-W14")))
        let days = try Given(["2025-03-01": 10, "2025-03-02": 20], .atLeast(40), by: "2026-03-01")
        #expect(days.assessment.eta == .period(try period("2025-03-04")))
    }

    @Test("quarters on the way to a yearly deadline")
    func quarters() throws {
        let given = try Given(["2024-Q4": 10, "2025-Q2": 12], .atLeast(30), by: "2029")
        // 4 a year, of 4 needed.
        #expect(given.assessment.ratio == 1)
        #expect(given.assessment.projection == 30)
        #expect(given.assessment.requiredPace == 4)
        #expect(given.assessment.eta == .period(try period("2029-Q4")))
        let last = try Given(["2024-Q4": 10, "2029-Q4": 12], .atLeast(30), by: "2029")
        #expect(last.assessment.category == .missed)
    }
}
