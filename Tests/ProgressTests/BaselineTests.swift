import Messages
import Testing

@testable import Progress

@Suite("Latest, baseline and target")
struct BaselineTests {
    @Test("the latest and the one before have values and are no forecasts")
    func latest() throws {
        let figures: KeyValuePairs<String, Double?> = [
            "2020": 1, "2021": 2, "2022": nil, "2023": 3, "2024": nil, "2025": 4,
        ]
        let given = try Given(figures, .atLeast(50)).flagged(.forecast, at: 5)
        #expect(given.inForce.latest?.period == .year(2023))
        #expect(given.inForce.previous?.period == .year(2021))
        #expect(Observations([]).latest == nil)
        #expect(Observations([]).previous == nil)
        #expect(try Given(["2020": 1], .atLeast(50)).inForce.previous == nil)
    }

    @Test("a missing baseline is the next period with a value, and no forecast")
    func next() throws {
        let figures: KeyValuePairs<String, Double?> = [
            "2019": 5, "2020": nil, "2021": 10, "2022": 20, "2023": 30,
        ]
        let given = try Given(figures, .atLeast(50), baseline: "2020")
        #expect(given.assessment.baseline?.period == .year(2021))
        #expect(given.flagged(.forecast, at: 2).assessment.baseline?.period == .year(2022))
        #expect(try Given(figures, .atLeast(50)).assessment.baseline?.period == .year(2019))
    }

    @Test("a baseline that arrives after later figures takes its place")
    func backcast() throws {
        let before = try Given(["2021": 10, "2023": 30], .atLeast(50), baseline: "2020")
        let after = try Given(["2020": 4, "2021": 10, "2023": 30], .atLeast(50), baseline: "2020")
        #expect(before.assessment.baseline == PeriodValue(period: .year(2021), value: 10))
        #expect(after.assessment.baseline == PeriodValue(period: .year(2020), value: 4))
    }

    @Test("a stated baseline's value stands where no figure of its period does")
    func stated() throws {
        let figures: KeyValuePairs<String, Double?> = ["2021": 10, "2023": 30]
        let stated = try Given(figures, .atLeast(50), baseline: "2020", baselineValue: 5)
        #expect(stated.assessment.baseline == PeriodValue(period: .year(2020), value: 5))
        #expect(stated.assessment.reason == nil)
        let published = try Given(figures, .atLeast(50), baseline: "2021", baselineValue: 5)
        #expect(published.assessment.baseline == PeriodValue(period: .year(2021), value: 10))
        #expect(published.flagged(.forecast, at: 0).assessment.baseline?.value == 5)
        // Its definition is not known, so none differs.
        #expect(stated.redefined(2, at: 1).assessment.reason == nil)
        let ahead = try Given(figures, .atLeast(50), baseline: "2025", baselineValue: 5)
        #expect(ahead.assessment.reason == .oneFigure)
    }

    @Test("a yearly baseline in a series of quarters ends with its last quarter")
    func otherFrequency() throws {
        let given = try Given(
            ["2024-Q3": 1, "2024-Q4": 2, "2025-Q4": 4], .atLeast(10), by: "2028", baseline: "2024")
        #expect(given.assessment.baseline?.period == (try period("2024-Q4")))
        #expect(given.assessment.ratio == 1)
    }

    @Test("a relative target is a change in percent on its baseline, exact in decimal")
    func relative() throws {
        func goal(_ base: Double, _ percent: Double) throws -> Double? {
            let given = try Given(
                ["1990": base, "2020": base], .atMost(percent), relative: true, baseline: "1990")
            return Progress.goalValue(of: given.target, in: given.inForce)
        }
        #expect(try goal(100, -55) == 45)
        #expect(try goal(228.1, -55) == 102.645)
        #expect(try goal(0.3, 10) == 0.33)
        #expect(try goal(-10, -50) == -5)
        let met = try Given(
            ["1990": 100, "2029": 45], .atMost(-55), relative: true, baseline: "1990")
        #expect(met.assessment.category == .targetAchieved)
        #expect(met.assessment.gap == 0)
        #expect(met.assessment.gap?.sign == .plus)
    }

    @Test("a relative target without its baseline has no value and meets nothing")
    func unknown() throws {
        let given = try Given(["2020": 1], .atMost(-55), relative: true, baseline: "2025")
        #expect(Progress.goalValue(of: given.target, in: given.inForce) == nil)
        #expect(!given.meets(0))
        #expect(given.assessment.reason == .noBaseline)
        #expect(given.assessment.gap == nil)
        let stated = try Given(
            ["2020": 1], .atMost(-50), relative: true, baseline: "1990", baselineValue: 4)
        #expect(Progress.goalValue(of: stated.target, in: stated.inForce) == 2)
        #expect(stated.meets(0))
    }

    @Test("met holds at the target, within the tolerance, and at no forecast or direction alone")
    func meets() throws {
        #expect(try Given(["2020": 100], .atLeast(100)).meets(0))
        #expect(try !Given(["2020": 99], .atLeast(100)).meets(0))
        #expect(try Given(["2020": 99], .atLeast(100), tolerance: 1).meets(0))
        #expect(try !Given(["2020": 98.9], .atLeast(100), tolerance: 1).meets(0))
        #expect(try Given(["2020": 99.9], .atLeast(100), tolerance: 0.1).meets(0))
        #expect(try !Given(["2020": 99.89], .atLeast(100), tolerance: 0.1).meets(0))
        #expect(try Given(["2020": 0.4], .atMost(0.3), tolerance: 0.1).meets(0))
        #expect(try !Given(["2020": 0.41], .atMost(0.3), tolerance: 0.1).meets(0))
        #expect(try Given(["2020": 7.2], .atMost(7.25)).meets(0))
        #expect(try !Given(["2020": 120], .atLeast(100)).flagged(.forecast, at: 0).meets(0))
        #expect(try !Given(["2020": nil], .atLeast(100)).meets(0))
        #expect(try !Given(["2020": 120], .atLeast(nil), method: .cagr).meets(0))
    }
}
