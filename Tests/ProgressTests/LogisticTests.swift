import Messages
import Testing

@testable import Progress

@Suite("Logistic")
struct LogisticTests {
    @Test("AI on an S-curve reaches 75 in 2029")
    func artificialIntelligence() throws {
        let assessment = try Given(["2024": 13, "2025": 23], .atLeast(75), method: .logistic)
            .assessment
        #expect(near(assessment.ratio, 1.3855, within: 5e-5))
        #expect(assessment.projection == 90.5)
        #expect(assessment.eta == .period(.year(2029)))
        #expect(assessment.category == .substantialProgress)
    }

    @Test("the Commission's 5G trajectory comes back from two of its points")
    func fifthGeneration() throws {
        let trajectory = [2023: 96.660418, 2024: 99.487078, 2025: 99.923124, 2030: 99.999994]
        for (year, expected) in trajectory {
            let given = try Given(
                ["2021": 39.192169, "2022": 81.2], .atLeast(99), by: "\(year)", method: .logistic,
                maximum: 100)
            #expect(near(given.assessment.projection, expected, within: 1e-6))
            #expect(near(given.assessment.k, 1.9023, within: 5e-5))
        }
    }

    @Test("a figure at 0 or at the ceiling has no place on the curve")
    func atBound() throws {
        for (start, latest) in [(0.0, 10.0), (10, 0), (100, 90), (-1, 10), (120, 90)] {
            let given = try Given(["2020": start, "2022": latest], .atLeast(95), method: .logistic)
            #expect(given.assessment.category == .notAvailable)
            #expect(given.assessment.reason == .atBound)
        }
        let wider = try Given(
            ["2020": 120, "2022": 150], .atLeast(180), method: .logistic, maximum: 200)
        #expect(wider.assessment.reason == nil)
    }

    @Test("a target at or beyond the ceiling is never reached by the curve")
    func targetAtLimit() throws {
        for goal in [100.0, 101] {
            let given = try Given(
                ["2021": 39.192169, "2022": 81.2], .atLeast(goal), method: .logistic)
            #expect(given.assessment.category == .notAvailable)
            #expect(given.assessment.reason == .targetAtLimit)
            #expect(near(given.assessment.k, 1.9023, within: 5e-5))
            #expect(given.assessment.eta == .never)
        }
        let none = try Given(["2021": 30, "2022": 20], .atMost(0), method: .logistic)
        #expect(none.assessment.reason == .targetAtLimit)
    }

    @Test("a target at the ceiling is met by a figure at the ceiling")
    func metAtLimit() throws {
        let assessment = try Given(["2021": 90, "2022": 100], .atLeast(100), method: .logistic)
            .assessment
        #expect(assessment.category == .targetAchieved)
        #expect(assessment.reason == nil)
        #expect(assessment.ratio == nil)
    }

    @Test("a base at the target that was left again has no ratio")
    func baseIsTarget() throws {
        let assessment = try Given(["2020": 50, "2022": 48], .atLeast(50), method: .logistic)
            .assessment
        #expect(assessment.reason == .baseIsTarget)
    }
}
