import Messages
import Testing

@testable import Progress

@Suite("Baselines and deadlines of every frequency")
struct DeadlineTests {
    /// From a baseline of 10 to 20 in 4 of the 10 parts of the way to the deadline, where 40 is
    /// to be reached: R = (10/4)/(30/10), 35 at the deadline, 40 after 8 parts more.
    private struct Way {
        let frequency: Frequency
        /// The one before the baseline, the baseline and the latest.
        let figures: [String]
        let deadline: String
        /// 20 in 6 parts.
        let requiredPace: Double
        let reached: String
    }

    private static let ways = [
        Way(
            frequency: .annual, figures: ["2019", "2020", "2024"], deadline: "2030",
            requiredPace: 3.3, reached: "2032"),
        Way(
            frequency: .biennial, figures: ["2018/2020", "2020/2022", "2024/2026"],
            deadline: "2030/2032", requiredPace: 3.3, reached: "2032/2034"),
        Way(
            frequency: .schoolYear, figures: ["2009/10", "2010/11", "2014/15"],
            deadline: "2020/21", requiredPace: 3.3, reached: "2022/23"),
        // Two years of five.
        Way(
            frequency: .halfYearly, figures: ["2019-S2", "2020-S1", "2022-S1"],
            deadline: "2025-S1", requiredPace: 6.7, reached: "2026-S1"),
        // Half a year of 1.25.
        Way(
            frequency: .quarterly, figures: ["2020-Q2", "2020-Q3", "2021-Q1"],
            deadline: "2021-Q4", requiredPace: 26.7, reached: "2022-Q1"),
        // 4 months of 10; half a year is left.
        Way(
            frequency: .monthly, figures: ["2020-10", "2020-11", "2021-03"],
            deadline: "2021-09", requiredPace: 40, reached: "2021-11"),
        // 4 weeks of 10, in years of 52: 20 · 52/6 a year is needed.
        Way(
            frequency: .weekly, figures: ["2021-W49", "2021-W50", "2022-W02"],
            deadline: "2022-W08", requiredPace: 173.3, reached: "2022-W10"),
        // 4 days of 10, in years of 365: 20 · 365/6.
        Way(
            frequency: .daily, figures: ["2021-12-28", "2021-12-29", "2022-01-02"],
            deadline: "2022-01-08", requiredPace: 1216.7, reached: "2022-01-10"),
    ]

    @Test("a pace is measured between periods of any frequency, and the target reached in one")
    func ways() throws {
        #expect(Set(Self.ways.map(\.frequency)) == Set(Frequency.allCases))
        for way in Self.ways {
            let assessment = try Given(
                [way.figures[0]: 50, way.figures[1]: 10, way.figures[2]: 20], .atLeast(40),
                frequency: way.frequency, by: way.deadline, baseline: way.figures[1]
            ).assessment
            let name = "\(way.frequency)"
            #expect(assessment.baseline?.value == 10, "\(name)")
            #expect(assessment.ratio == 0.833333333, "\(name)")
            #expect(assessment.category == .moderateProgress, "\(name)")
            #expect(assessment.projection == 35, "\(name)")
            #expect(assessment.requiredPace == way.requiredPace, "\(name)")
            #expect(
                assessment.eta == .period(try period(way.reached, way.frequency)), "\(name)")
        }
    }

    @Test("years are a baseline and a deadline of every part of them")
    func years() throws {
        // 10 at the end of 2024, 20 at that of 2026, 40 by that of 2029.
        let parts: [(Frequency, [String], String)] = [
            (.halfYearly, ["2024-S1", "2024-S2", "2026-S2"], "2030-S2"),
            (.quarterly, ["2024-Q3", "2024-Q4", "2026-Q4"], "2030-Q4"),
            (.monthly, ["2024-11", "2024-12", "2026-12"], "2030-12"),
            (.weekly, ["2024-W51", "2024-W52", "2026-W53"], "2030-W52"),
            (.daily, ["2024-12-30", "2024-12-31", "2026-12-31"], "2030-12-31"),
        ]
        for (frequency, figures, reached) in parts {
            let assessment = try Given(
                [figures[0]: 50, figures[1]: 10, figures[2]: 20], .atLeast(40),
                frequency: frequency, by: "2029", baseline: "2024"
            ).assessment
            #expect(assessment.ratio == 0.833333333, "\(frequency)")
            #expect(assessment.projection == 35, "\(frequency)")
            #expect(assessment.requiredPace == 6.7, "\(frequency)")
            #expect(assessment.eta == .period(try period(reached, frequency)), "\(frequency)")
        }
    }

    @Test("the deadline's own period is the first that can miss it, in every frequency")
    func missed() throws {
        let deadlines: [(Frequency, [String], Double)] = [
            (.annual, ["2020", "2029", "2030"], 1),
            (.biennial, ["2020/2022", "2028/2030", "2030/2032"], 2),
            (.schoolYear, ["2010/11", "2019/20", "2020/21"], 1),
            (.halfYearly, ["2020-S1", "2025-S2", "2026-S1"], 0.5),
            (.quarterly, ["2020-Q1", "2025-Q4", "2026-Q1"], 0.25),
            (.monthly, ["2020-01", "2025-12", "2026-01"], 0.08),
            (.weekly, ["2020-W01", "2026-W53", "2027-W01"], 0.02),
            (.daily, ["2020-01-01", "2025-12-31", "2026-01-01"], 0),
        ]
        for (frequency, periods, early) in deadlines {
            func category(_ latest: String, _ value: Double) throws -> Category {
                try Given(
                    [periods[0]: 10, latest: value], .atLeast(40), frequency: frequency,
                    by: periods[2]
                ).assessment.category
            }
            #expect(try category(periods[1], 20) != .missed, "\(frequency)")
            #expect(try category(periods[2], 20) == .missed, "\(frequency)")
            #expect(try category(periods[2], 40) == .targetAchieved, "\(frequency)")
            let (before, deadline) = (
                try period(periods[1], frequency), try period(periods[2], frequency)
            )
            #expect(Progress.yearsEarly(before, before: deadline) == early, "\(frequency)")
            #expect(Progress.yearsEarly(deadline, before: deadline) == 0, "\(frequency)")
        }
    }

    @Test("weeks go on over the turn of a year of 53 weeks")
    func longYear() throws {
        // 2026 has 53 weeks, 2027 has 52. From 10 by 10 a week: 40 two weeks after 2026-W53.
        let turn = try Given(
            ["2026-W51": 10, "2026-W52": 20], .atLeast(40), frequency: .weekly, by: "2027-W10")
        #expect(turn.assessment.eta == .period(try period("2027-W01", .weekly)))
        let from53 = try Given(
            ["2026-W52": 20, "2026-W53": 30], .atLeast(40), frequency: .weekly, by: "2027-W10")
        #expect(from53.assessment.eta == .period(try period("2027-W01", .weekly)))
        // From week 53 to the last of the next year is a year: growth of a fifth a year, of
        // 2^(1/4) − 1 needed to double in the four years to 2030.
        let year = try Given(
            ["2026-W53": 10, "2027-W52": 12], .atLeast(20), frequency: .weekly, method: .cagr)
        #expect(near(year.assessment.ratio, 1.057042702))
        let short = try Given(
            ["2026-W53": 10, "2027-W51": 12], .atLeast(20), frequency: .weekly, method: .cagr)
        #expect(short.assessment.reason == .tooShort)
    }
}
