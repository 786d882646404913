import Messages
import Testing

@testable import Progress

@Suite("Linear")
struct LinearTests {
    @Test("AI goes from 13 to 23 in a year and is on track for 75 in 2030")
    func artificialIntelligence() throws {
        let given = try Given(["2024": 13, "2025": 23], .atLeast(75), maximum: 100)
        let assessment = given.assessment
        #expect(assessment.method == .linear)
        #expect(assessment.category == .substantialProgress)
        #expect(assessment.ratio == 0.967741935)
        #expect(assessment.projection == 73)
        #expect(assessment.eta == .period(.year(2031)))
        #expect(assessment.gap == 52)
        #expect(assessment.requiredPace == 10.4)
        #expect(assessment.baseline == PeriodValue(period: .year(2024), value: 13))
        #expect(assessment.score == nil)
        #expect(assessment.requiredRate == nil)
        #expect(!assessment.acrossBreak)
    }

    @Test("a projection beyond the bounds stops at them")
    func cloud() throws {
        var given = try Given(["2024": 64, "2025": 71], .atLeast(75), maximum: 100)
        #expect(given.assessment.ratio == 3.818181818)
        #expect(given.assessment.projection == 100)
        #expect(given.assessment.eta == .period(.year(2026)))
        given.maximum = nil
        #expect(given.assessment.projection == 106)
        let falling = try Given(["2024": 20, "2025": 8], .atMost(2), minimum: 0)
        #expect(falling.assessment.projection == 0)
    }

    @Test("the basic level of digital intensity makes moderate progress")
    func basicLevel() throws {
        let assessment = try Given(["2021": 75, "2025": 81.5], .atLeast(95), maximum: 100)
            .assessment
        #expect(assessment.ratio == 0.73125)
        #expect(assessment.category == .moderateProgress)
        // 89.625 at one decimal more than the figures have.
        #expect(assessment.projection == 89.63)
        #expect(assessment.eta == .period(.year(2034)))
        #expect(assessment.gap == 13.5)
    }

    @Test("falling is progress where less is better")
    func atMost() throws {
        let given = try Given(["2015": 14.5, "2023": 10.4], .atMost(7.25))
        #expect(near(given.assessment.ratio, 1.060, within: 0.0005))
        #expect(given.assessment.category == .substantialProgress)
        #expect(given.assessment.gap == 3.15)
        // −3.15 in seven years.
        #expect(given.assessment.requiredPace == -0.45)
    }

    @Test("the third figure of the cloud series meets the target as the event shows it")
    func met() throws {
        let given = try Given(["2024": 64, "2025": 71, "2026": 75.3], .atLeast(75), maximum: 100)
        let assessment = given.assessment
        #expect(assessment.category == .targetAchieved)
        #expect(assessment.ratio == 3.081818182)
        #expect(assessment.projection == 97.9)
        #expect(assessment.eta == .period(.year(2026)))
        #expect(assessment.gap == -0.3)
        #expect(assessment.requiredPace == 0)
        #expect(assessment.score == nil)
        #expect(Progress.yearsEarly(.year(2026), before: .year(2030)) == 4)
    }

    @Test("the thresholds of the categories belong to the better one")
    func thresholds() throws {
        // From 0 in 2020 towards 100 in 2030: 10 a year is needed.
        let expected: [(Double, Category)] = [
            (9.5, .substantialProgress), (9.49, .moderateProgress), (6, .moderateProgress),
            (5.99, .limitedProgress), (0, .limitedProgress), (-0.01, .deterioration),
        ]
        for (value, category) in expected {
            let assessment = try Given(["2020": 0, "2021": value], .atLeast(100)).assessment
            #expect(assessment.category == category, "\(value)")
        }
        // .60 in five of nine years, which binary division puts below.
        let nine = try Given(["2021": 0, "2026": 1], .atLeast(3), by: "2030").assessment
        #expect(nine.ratio == 0.6)
        #expect(nine.category == .moderateProgress)
    }

    @Test("without movement the target is never reached")
    func still() throws {
        let assessment = try Given(["2020": 50, "2021": 50], .atLeast(60)).assessment
        #expect(assessment.ratio == 0)
        #expect(assessment.ratio?.sign == .plus)
        #expect(assessment.eta == .never)
        #expect(assessment.projection == 50)
        let less = try Given(["2020": 50, "2021": 50], .atMost(40)).assessment
        #expect(less.ratio?.sign == .plus)
    }

    @Test("more than 100 years is never, and so is the wrong direction")
    func never() throws {
        #expect(
            try Given(["2020": 0, "2021": 1], .atLeast(101)).assessment.eta == .period(.year(2121)))
        #expect(try Given(["2020": 0, "2021": 1], .atLeast(102)).assessment.eta == .never)
        #expect(try Given(["2020": 9, "2021": 8], .atLeast(10)).assessment.eta == .never)
    }

    @Test("a base at the target that was left again has no ratio")
    func baseIsTarget() throws {
        let assessment = try Given(["2020": 50, "2022": 48], .atLeast(50)).assessment
        #expect(assessment.category == .notAvailable)
        #expect(assessment.reason == .baseIsTarget)
        #expect(assessment.ratio == nil)
        #expect(assessment.projection == 40)
        #expect(assessment.gap == 2)
    }

    @Test("figures too large to compute with give no number rather than an infinite one")
    func overflow() throws {
        let largest = Double.greatestFiniteMagnitude
        let assessment = try Given(["2020": -largest, "2021": 0], .atLeast(largest)).assessment
        #expect(assessment.ratio?.isFinite ?? true)
        #expect(assessment.projection?.isFinite ?? true)
        let apart = try Given(["2020": -largest, "2021": largest / 2], .atLeast(largest)).assessment
        #expect(apart.ratio == nil)
        #expect(apart.projection == nil)
    }
}
