import Messages
import Testing

@testable import Progress

@Suite("Why progress is not available")
struct ReasonTests {
    private static func examples() throws -> [(String, Given)] {
        let rise: KeyValuePairs<String, Double?> = ["2020": 10, "2024": 30]
        let broken = try Given(rise, .atLeast(50)).flagged(.timeSeriesBreak, at: 1)
        let differs = try Given(rise, .atLeast(50)).flagged(.definitionDiffers, at: 1)
        return [
            ("no_figure", try Given([:], .atLeast(50))),
            ("no_baseline", try Given(rise, .atLeast(50), baseline: "2025")),
            ("one_figure", try Given(["2024": 30], .atLeast(50))),
            (
                "too_short",
                try Given(["2023-06": 10, "2024-05": 30], .atLeast(50), method: .cagr)
            ),
            ("sign_change", try Given(["2020": -10, "2024": 30], .atLeast(50), method: .cagr)),
            ("base_is_target", try Given(["2020": 50, "2024": 30], .atLeast(50))),
            ("at_bound", try Given(["2020": 0, "2024": 30], .atLeast(50), method: .logistic)),
            ("target_at_limit", try Given(rise, .atLeast(100), method: .logistic)),
            (
                "too_few_figures",
                try Given(["2020": 10, "2022": 20, "2024": 30], .atLeast(50), method: .trend)
            ),
            ("break", broken), ("definition", differs),
        ]
    }

    @Test("each reason has the name that it is published under, and leaves what remains")
    func names() throws {
        let examples = try Self.examples()
        #expect(Set(examples.map(\.0)) == Set(Reason.allCases.map(\.rawValue)))
        for (reason, given) in examples {
            let assessment = given.assessment
            #expect(assessment.category == .notAvailable, "\(reason)")
            #expect(assessment.reason?.rawValue == reason)
            #expect(assessment.ratio == nil, "\(reason)")
            #expect(assessment.score == nil, "\(reason)")
            guard reason != "no_figure" else { continue }
            #expect(assessment.gap == (reason == "target_at_limit" ? 70 : 20), "\(reason)")
            #expect(assessment.requiredPace != nil, "\(reason)")
        }
    }

    @Test("met comes before every reason but those without a figure or baseline")
    func metFirst() throws {
        for (reason, var given) in try Self.examples() {
            guard reason != "no_figure", var goal = given.target.goal else { continue }
            // The latest figure is 30 in each.
            goal.value = 30
            given.target.goal = goal
            let assessment = given.assessment
            let isUnbased = reason == "no_baseline"
            #expect(
                assessment.category == (isUnbased ? .notAvailable : .targetAchieved), "\(reason)")
            #expect(assessment.reason == (isUnbased ? .noBaseline : nil), "\(reason)")
        }
    }

    @Test("from the deadline on it is missed, whatever kept its pace from being known")
    func missed() throws {
        for (reason, var given) in try Self.examples() {
            guard reason != "no_figure", reason != "no_baseline",
                let latest = given.inForce.latest
            else { continue }
            given.target.goal?.deadline = latest.period
            #expect(given.assessment.category == .missed, "\(reason)")
            #expect(given.assessment.reason == nil, "\(reason)")
        }
    }

    @Test("a direction alone has its reasons too")
    func direction() throws {
        func reason(_ figures: KeyValuePairs<String, Double?>) throws -> Reason? {
            try Given(figures, .atLeast(nil), method: .cagr).assessment.reason
        }
        #expect(try reason([:]) == .noFigure)
        #expect(try reason(["2024": 30]) == .oneFigure)
        #expect(try reason(["2023-06": 10, "2024-05": 30]) == .tooShort)
        #expect(try reason(["2020": 10, "2024": -30]) == .signChange)
        #expect(try reason(["2020": 10, "2024": 30]) == nil)
        let given = try Given(["2020": 10, "2024": 30], .atLeast(nil), method: .cagr)
        #expect(given.flagged(.timeSeriesBreak, at: 1).assessment.reason == .timeSeriesBreak)
        #expect(given.redefined(2, at: 1).assessment.reason == .definition)
    }

    @Test("a trend is of one definition, and knows no base")
    func trend() throws {
        let given = try Given(
            ["2019": 9, "2020": 10, "2022": 20, "2024": 30], .atLeast(50), method: .trend)
        #expect(given.assessment.reason == nil)
        #expect(given.flagged(.definitionDiffers, at: 3).assessment.reason == .definition)
        #expect(given.redefined(2, at: 3).assessment.reason == .definition)
        #expect(given.redefined(2, at: 2).assessment.reason == nil)
    }

    @Test("no change on its base is asked for: a relative target of 0 % left again has no ratio")
    func relative() throws {
        let given = try Given(
            ["2020": 50, "2024": 48], .atLeast(0), relative: true, baseline: "2020")
        #expect(given.assessment.reason == .baseIsTarget)
        #expect(given.assessment.gap == 2)
    }
}
