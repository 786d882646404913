import Messages
import Testing

@testable import Progress

@Suite("The order of decisions")
struct DecisionTests {
    private static let methods: [Method] = [.linear, .cagr, .logistic]

    @Test("no figure comes first, then no baseline", arguments: methods)
    func nothing(method: Method) throws {
        let none = try Given([:], .atLeast(50), method: method).assessment
        #expect(none.category == .notAvailable)
        #expect(none.reason == .noFigure)
        #expect(none.gap == nil)
        let missing = try Given(["2020": nil], .atLeast(50), method: method).assessment
        #expect(missing.reason == .noFigure)
        let forecast = try Given(["2020": 60], .atLeast(50), method: method).flagged(
            .forecast, at: 0)
        #expect(forecast.assessment.reason == .noFigure)
        #expect(!forecast.meets(0))
        let unbased = try Given(["2020": 40], .atLeast(50), baseline: "2025", method: method)
            .assessment
        #expect(unbased.category == .notAvailable)
        #expect(unbased.reason == .noBaseline)
        #expect(unbased.gap == 10)
        #expect(unbased.baseline == nil)
    }

    @Test("one figure says whether the target is met, and no pace", arguments: methods)
    func oneFigure(method: Method) throws {
        let one = try Given(["2020": 40], .atLeast(50), method: method).assessment
        #expect(one.reason == .oneFigure)
        #expect(one.gap == 10)
        #expect(one.requiredPace == 1)
        #expect(one.eta == nil)
        #expect(one.baseline?.value == 40)
        let met = try Given(["2020": 50], .atLeast(50), method: method).assessment
        #expect(met.category == .targetAchieved)
        #expect(met.reason == nil)
        #expect(met.eta == .period(.year(2020)))
        #expect(met.score == (method == .cagr ? 5 : nil))
    }

    @Test("from the deadline on what is not met is missed, with its ratio", arguments: methods)
    func missed(method: Method) throws {
        for latest in ["2030", "2031"] {
            let assessment = try Given(["2020": 10, latest: 40], .atLeast(50), method: method)
                .assessment
            #expect(assessment.category == .missed)
            #expect(assessment.ratio != nil)
            #expect(assessment.projection == nil)
            #expect(assessment.requiredPace == nil)
            #expect(assessment.requiredRate == nil)
            #expect(assessment.gap == 10)
            #expect(assessment.eta != nil)
        }
        let late = try Given(["2020": 10, "2031": 50], .atLeast(50), method: method)
        #expect(late.assessment.category == .targetAchieved)
        #expect(late.assessment.requiredPace == 0)
        #expect(Progress.yearsEarly(.year(2031), before: .year(2030)) == -1)
    }

    @Test("a series that begins after the deadline is missed without a ratio")
    func begunTooLate() throws {
        let assessment = try Given(["2031": 10, "2032": 40], .atLeast(50)).assessment
        #expect(assessment.category == .missed)
        #expect(assessment.ratio == nil)
    }

    @Test("one figure at the deadline that falls short is missed, though it has no pace")
    func aloneAndMissed() throws {
        let assessment = try Given(["2030": 40], .atLeast(50)).assessment
        #expect(assessment.category == .missed)
        #expect(assessment.reason == nil)
        #expect(assessment.ratio == nil)
    }

    @Test("a break after the baseline leaves no pace and never touches met", arguments: methods)
    func breaks(method: Method) throws {
        let given = try Given(["2020": 10, "2022": 20, "2024": 30], .atLeast(50), method: method)
        for index in [1, 2] {
            let broken = given.flagged(.timeSeriesBreak, at: index)
            #expect(broken.assessment.category == .notAvailable)
            #expect(broken.assessment.reason == .timeSeriesBreak)
            #expect(broken.assessment.ratio == nil)
            #expect(broken.assessment.projection == nil)
            #expect(broken.assessment.requiredPace != nil)
            var across = broken
            across.target.acrossBreaks = true
            #expect(across.assessment.ratio == given.assessment.ratio)
            #expect(across.assessment.acrossBreak)
            #expect(!given.assessment.acrossBreak)
        }
        #expect(given.flagged(.timeSeriesBreak, at: 0).assessment == given.assessment)
        var met = given.flagged(.timeSeriesBreak, at: 2)
        met.observations[2].value = 55
        #expect(met.assessment.category == .targetAchieved)
        #expect(met.assessment.reason == nil)
        #expect(met.assessment.ratio == nil)
        #expect(met.meets(2))
    }

    @Test("nothing is said of a break where there is no pace anyway")
    func breakWithoutPace() throws {
        var given = try Given(["2020": 0, "2024": 30], .atLeast(50), method: .logistic)
        given = given.flagged(.timeSeriesBreak, at: 1)
        given.target.acrossBreaks = true
        #expect(given.assessment.reason == .atBound)
        #expect(!given.assessment.acrossBreak)
    }

    @Test("a later break, of a forecast, is none yet")
    func breakAhead() throws {
        let given = try Given(["2020": 10, "2022": 20, "2024": 30], .atLeast(50))
        let ahead = given.flagged([.forecast, .timeSeriesBreak], at: 2)
        #expect(ahead.assessment.reason == nil)
        #expect(ahead.assessment.gap == 30)
    }

    @Test("D on one of the two, or another version, is another definition")
    func definitions() throws {
        let given = try Given(["2020": 10, "2022": 20, "2024": 30], .atLeast(50))
        #expect(given.flagged(.definitionDiffers, at: 0).assessment.reason == .definition)
        #expect(given.flagged(.definitionDiffers, at: 2).assessment.reason == .definition)
        #expect(given.flagged(.definitionDiffers, at: 1).assessment.reason == nil)
        let both = given.flagged(.definitionDiffers, at: 0).flagged(.definitionDiffers, at: 2)
        #expect(both.assessment.reason == nil)
        #expect(given.redefined(2, at: 0).assessment.reason == .definition)
        #expect(given.redefined(2, at: 2).assessment.reason == .definition)
        #expect(given.redefined(2, at: 1).assessment.reason == nil)
        var across = given.redefined(2, at: 2)
        across.target.acrossBreaks = true
        #expect(across.assessment.ratio == given.assessment.ratio)
        #expect(across.assessment.acrossBreak)
    }

    @Test("the period that met it begins the unbroken run that still does")
    func metSince() throws {
        let given = try Given(
            ["2020": 40, "2021": 52, "2022": 48, "2023": 51, "2024": nil, "2025": 53], .atLeast(50))
        #expect(given.assessment.eta == .period(.year(2023)))
        #expect(given.flagged(.forecast, at: 5).assessment.eta == .period(.year(2023)))
    }
}
