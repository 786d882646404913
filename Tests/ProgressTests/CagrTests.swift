import Glibc
import Messages
import Testing

@testable import Progress

@Suite("CAGR")
struct CagrTests {
    @Test("methods.md's examples towards a target come out")
    func examples() throws {
        let bread = try Given(["2015": 14.5, "2023": 10.4], .atMost(7.25), method: .cagr).assessment
        #expect(bread.ratio == 0.901089955)
        #expect(bread.category == .moderateProgress)
        #expect(near(bread.score, 2.1507, within: 5e-5))

        let better = try Given(["2015": 14.5, "2023": 10.2], .atMost(7.25), method: .cagr)
            .assessment
        #expect(near(better.ratio, 0.95259, within: 5e-6))
        #expect(better.category == .substantialProgress)
        #expect(near(better.score, 2.5186, within: 5e-5))

        let low = try Given(["2015": 0.37, "2025": 9.53], .atLeast(60), method: .cagr).assessment
        #expect(near(low.ratio, 0.95041, within: 5e-6))
        #expect(low.category == .substantialProgress)
        #expect(near(low.score, 2.5030, within: 5e-5))

        let achieved = try Given(["2015": 100, "2023": 100], .atLeast(100), method: .cagr)
            .assessment
        #expect(achieved.category == .targetAchieved)
        #expect(achieved.score == 5)
        #expect(achieved.requiredRate == 0)
    }

    @Test("methods.md's examples without a target come out")
    func withoutTarget() throws {
        let expected: [(KeyValuePairs<String, Double?>, Double, Category, Double)] = [
            (["2016": 66.6, "2023": 71.4], 0.009991484, .moderateProgress, 1.7398),
            (["2015": 90, "2021": 93.2], 0.00584, .substantialProgress, 2.8154),
            (["2017": 93.4, "2021": 92.7], -0.001879, .deterioration, -2.7349),
        ]
        for (figures, rate, category, score) in expected {
            let assessment = try Given(figures, .atLeast(nil), method: .cagr, limit: 100).assessment
            #expect(near(assessment.rate, rate, within: 5e-6))
            #expect(assessment.category == category)
            #expect(near(assessment.score, score, within: 5e-5))
            #expect(assessment.ratio == nil)
            #expect(assessment.projection == nil)
            #expect(assessment.eta == nil)
            #expect(assessment.gap == nil)
        }
        #expect(
            try Given(["2016": 66.6, "2023": 71.4], .atLeast(nil), method: .cagr, limit: 100)
                .assessment.rate
                == 0.009991484)
        let open = try Given(["2015": 178.8, "2025": 173.3], .atMost(nil), method: .cagr)
        #expect(near(open.assessment.rate, 0.0031195, within: 5e-8))
        #expect(open.assessment.category == .limitedProgress)
        #expect(near(open.assessment.score, -0.9403, within: 5e-5))
    }

    @Test("Eurostat's thresholds score its example and name its categories")
    func eurostat() throws {
        let given = try Given(
            ["2015": 99.6, "2023": 99.8], .atLeast(99.9), method: .cagr, thresholds: .eurostat)
        #expect(near(given.assessment.ratio, 1.25066, within: 5e-6))
        #expect(given.assessment.category == .significantProgress)
        #expect(near(given.assessment.score, 4.6476, within: 5e-5))
        let ratios: [(Double, Category)] = [
            (0.95, .significantProgress), (0.94, .moderateProgress), (0.6, .moderateProgress),
            (0.59, .moderateDeterioration), (0, .moderateDeterioration),
            (-0.01, .significantDeterioration),
        ]
        for (ratio, category) in ratios {
            #expect(Thresholds.eurostat.category(ratio: ratio) == category)
        }
        #expect(Thresholds.eurostat.score(ratio: 0.480696123) == -0.497099488)
    }

    @Test("Eurostat's thresholds without a target have a middle and end at a limit")
    func eurostatRates() {
        let rates: [(Double, Category, Double)] = [
            (0.011, .significantProgress, 2.75), (0.01, .moderateProgress, 2.5),
            (0.001, .noProgress, 0.25), (-0.001, .noProgress, -0.25),
            (-0.002, .moderateDeterioration, -0.5), (-0.01, .moderateDeterioration, -2.5),
            (-0.03, .significantDeterioration, -5),
        ]
        for (rate, category, score) in rates {
            #expect(Thresholds.eurostat.category(rate: rate, room: 1) == category)
            #expect(Thresholds.eurostat.score(rate: rate, room: 1) == score)
        }
        #expect(Thresholds.eurostat.category(rate: 0, room: 0) == .significantProgress)
        #expect(Thresholds.eurostat.score(rate: 0, room: 0) == 5)
        #expect(Thresholds.canada.category(rate: 0, room: 0) == .substantialProgress)
        #expect(Thresholds.canada.score(rate: 0, room: 0) == 5)
        #expect(Thresholds.canada.score(rate: -0.1, room: 0) == -5)
    }

    @Test("both scores meet at their thresholds and end at 5")
    func scores() {
        #expect(Thresholds.canada.score(ratio: 0.6) == 0.00004)
        #expect(Thresholds.canada.score(ratio: 2) == 5)
        #expect(Thresholds.canada.score(ratio: -2) == -5)
        #expect(Thresholds.eurostat.score(ratio: 0.6) == 0)
        #expect(Thresholds.eurostat.score(ratio: 1.3) == 5)
        #expect(Thresholds.eurostat.score(ratio: -0.6) == -5)
        #expect(Thresholds.canada.score(rate: 0.015, room: 1) == 2.5)
        #expect(Thresholds.canada.score(rate: 0.005, room: 1) == 0)
        #expect(Thresholds.canada.score(rate: 0, room: 1) == -2.5)
    }

    @Test("a limit narrows the thresholds from both sides, and not from twice it on")
    func limits() throws {
        func rate(_ base: Double, limit: Double?) throws -> Category {
            try Given(
                ["2020": base, "2021": base * 1.004], .atLeast(nil), method: .cagr, limit: limit
            ).assessment.category
        }
        #expect(try rate(90, limit: 100) == .moderateProgress)
        #expect(try rate(110, limit: 100) == .moderateProgress)
        #expect(try rate(99, limit: 100) == .substantialProgress)
        #expect(try rate(200, limit: 100) == .limitedProgress)
        #expect(try rate(90, limit: nil) == .limitedProgress)
        #expect(try rate(5, limit: 0) == .limitedProgress)
        #expect(try rate(100, limit: 100) == .substantialProgress)
    }

    @Test("a share that starts low is extrapolated beyond reason")
    func misleads() throws {
        let given = try Given(["2024": 13, "2025": 23], .atLeast(75), method: .cagr)
        #expect(given.assessment.ratio == 2.267623861)
        #expect(near(given.assessment.projection, 399, within: 0.5))
        #expect(given.assessment.eta == .period(.year(2028)))
        #expect(near(given.assessment.requiredRate, 0.266679335))
        let basic = try Given(["2021": 75, "2025": 81.5], .atLeast(95), method: .cagr)
        #expect(near(basic.assessment.ratio, 0.789, within: 5e-4))
    }

    @Test("0 counts as .001, as a base and as a target, after met is decided with the true values")
    func zero() throws {
        let from = try Given(["2020": 0, "2022": 4], .atLeast(16), by: "2024", method: .cagr)
            .assessment
        let small = try Given(["2020": 0.001, "2022": 4], .atLeast(16), by: "2024", method: .cagr)
            .assessment
        #expect(from.ratio == small.ratio)
        #expect(from.baseline?.value == 0)
        let to = try Given(["2020": 8, "2022": 4], .atMost(0), method: .cagr).assessment
        let near0 = try Given(["2020": 8, "2022": 4], .atMost(0.001), method: .cagr).assessment
        #expect(to.ratio == near0.ratio)
        #expect(to.requiredRate == near0.requiredRate)
        #expect(to.gap == 4)
        #expect(try !Given(["2020": 8, "2022": 0.0005], .atMost(0), method: .cagr).meets(1))
        let gone = try Given(["2020": 8, "2022": 0], .atLeast(10), method: .cagr).assessment
        #expect(gone.category == .deterioration)
        #expect(gone.eta == .never)
        #expect(gone.requiredRate == nil)
        #expect(gone.projection == 0)
    }

    @Test("a negative base turns the sign of growth, and a change of sign has no rate")
    func signs() throws {
        // A deficit of 8 that becomes one of 4 halves, on the way to 2.
        let deficit = try Given(["2020": -8, "2022": -4], .atLeast(-2), by: "2024", method: .cagr)
        #expect(deficit.assessment.ratio == 1)
        #expect(deficit.assessment.eta == .period(.year(2024)))
        for (start, latest, goal) in [(-8.0, 4.0, 10.0), (8, -4, 10), (-8, -4, 10), (-8, -4, 0)] {
            let given = try Given(["2020": start, "2022": latest], .atLeast(goal), method: .cagr)
            #expect(given.assessment.category == .notAvailable)
            #expect(given.assessment.reason == .signChange)
            #expect(given.assessment.gap == goal - latest)
        }
        // With a year to go the first power would give a rate.
        let last = try Given(["2020": 8, "2029": -4], .atLeast(10), method: .cagr)
        #expect(last.assessment.requiredRate == nil)
        let open = try Given(["2020": -8, "2022": 4], .atLeast(nil), method: .cagr)
        #expect(open.assessment.reason == .signChange)
        let rise = try Given(["2020": -8, "2022": -4], .atLeast(nil), method: .cagr)
        #expect(near(rise.assessment.rate, 0.292893219))
    }

    @Test("less than a year apart is too short, a year between months or weeks is not")
    func tooShort() throws {
        let short = try Given(
            ["2024-02": 10, "2025-01": 12], .atLeast(20), by: "2030-12", method: .cagr)
        #expect(short.assessment.reason == .tooShort)
        #expect(short.assessment.gap == 8)
        let linear = try Given(["2024-02": 10, "2025-01": 12], .atLeast(20), by: "2030-12")
        #expect(linear.assessment.ratio != nil)
        // 20 % in a year; doubling from the end of the first period to that of 2030 is needed.
        let apart = [("2024-02", "2025-02", 82 / 12.0), ("2024-W40", "2025-W40", 7 - 40 / 52.0)]
        for (first, last, years) in apart {
            let given = try Given([first: 10, last: 12], .atLeast(20), method: .cagr)
            #expect(given.assessment.reason == nil)
            #expect(near(given.assessment.ratio, 0.2 / (pow(2, 1 / years) - 1)))
        }
    }

    @Test("a base at the target that was left again has no ratio")
    func baseIsTarget() throws {
        let assessment = try Given(["2020": 50, "2022": 48], .atLeast(50), method: .cagr).assessment
        #expect(assessment.reason == .baseIsTarget)
        #expect(assessment.score == nil)
    }
}
