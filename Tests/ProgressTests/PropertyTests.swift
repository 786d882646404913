import Glibc
import Messages
import Support
import Testing

@testable import Progress

@Suite("Properties")
struct PropertyTests {
    /// A way from one figure to another and a goal, within 1 … 99 and never at the goal.
    private struct Way {
        let start: Double
        let latest: Double
        let goal: Double
        let years: Int
        let direction: Direction

        init(_ random: inout SplitMix64) {
            func share() -> Double {
                (Double.random(in: 1...99, using: &random) * 10).rounded() / 10
            }
            direction = Bool.random(using: &random) ? .atLeast : .atMost
            let values = [share(), share(), share()].sorted()
            start = direction == .atLeast ? values[0] : values[2]
            goal = direction == .atLeast ? values[2] + 0.1 : values[0] - 0.1
            latest = Bool.random(using: &random) ? values[1] : start
            years = Int.random(in: 1...9, using: &random)
        }

        func given(
            _ method: Method, by scale: Double = 1, reflected: Bool = false
        ) throws -> Given {
            func moved(_ value: Double) -> Double { (reflected ? 100 - value : value) * scale }
            let turned: Direction = direction == .atLeast ? .atMost : .atLeast
            return try Given(
                ["2020": moved(start), "\(2020 + years)": moved(latest)],
                Aim(reflected ? turned : direction, moved(goal)), method: method,
                maximum: 100 * scale)
        }
    }

    @Test("another unit leaves R alone", arguments: [Method.linear, .cagr, .logistic])
    func scaling(method: Method) throws {
        for seed in 0..<500 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let way = Way(&random)
            let ratio = try way.given(method).assessment.ratio
            for scale in [1000.0, 0.01, 7] {
                let scaled = try way.given(method, by: scale).assessment.ratio
                let same = near(scaled, ratio ?? .nan, within: 2e-9)
                #expect(same, "seed \(seed), scale \(scale)")
            }
        }
    }

    @Test("turning the direction and reflecting the values leaves linear R alone")
    func reflection() throws {
        for seed in 0..<500 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let way = Way(&random)
            let ratio = try way.given(.linear).assessment.ratio
            let reflected = try way.given(.linear, reflected: true).assessment.ratio
            #expect(near(reflected, ratio ?? .nan, within: 2e-9), "seed \(seed)")
        }
    }

    @Test("a figure on a method's own curve from baseline to target gives R = 1")
    func onCurve() throws {
        func logit(_ value: Double) -> Double { log(value / (100 - value)) }
        for seed in 0..<500 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let way = Way(&random)
            let share = Double(way.years) / 10
            let between = { (one: Double, other: Double) in one + (other - one) * share }
            let exponent = between(logit(way.start), logit(way.goal))
            let curves: [(Method, Double)] = [
                (.linear, between(way.start, way.goal)),
                (.cagr, exp(between(log(way.start), log(way.goal)))),
                (.logistic, 100 / (1 + exp(-exponent))),
            ]
            for (method, latest) in curves {
                var given = try way.given(method)
                given.observations[1].value = latest
                let ratio = given.assessment.ratio
                #expect(near(ratio, 1, within: 1e-9), "seed \(seed), \(method)")
            }
        }
    }

    @Test(
        "met, gap and category agree, whatever the method and the figures",
        arguments: Method.allCases)
    func agreement(method: Method) throws {
        for seed in 0..<500 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let direction: Direction = Bool.random(using: &random) ? .atLeast : .atMost
            var values: [Double?] = []
            for _ in 0..<7 {
                let value = Double(Int.random(in: -50...1050, using: &random)) / 10
                values.append(Int.random(in: 0..<6, using: &random) == 0 ? nil : value)
            }
            let given = try Given(
                [
                    "2020": values[0], "2021": values[1], "2022": values[2], "2023": values[3],
                    "2024": values[4], "2025": values[5], "2026": values[6],
                ], Aim(direction, Double(Int.random(in: 0...1000, using: &random)) / 10),
                method: method, minimum: -5, maximum: 105)
            let assessment = given.assessment
            guard let latest = given.inForce.latest else {
                #expect(assessment.reason == .noFigure)
                continue
            }
            let met = Progress.meets(latest, given.target, in: given.inForce)
            #expect((assessment.category == .targetAchieved) == met, "seed \(seed)")
            #expect(((assessment.gap ?? .nan) <= 0) == met, "seed \(seed)")
            #expect((assessment.category == .notAvailable) == (assessment.reason != nil))
            #expect(assessment.projection.map { (-5...105).contains($0) } ?? true)
        }
    }
}
