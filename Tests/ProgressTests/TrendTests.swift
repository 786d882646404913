import Messages
import Testing

@testable import Progress

@Suite("Trend")
struct TrendTests {
    private let falling: KeyValuePairs<String, Double?> = [
        "2015": 14.5, "2016": 14.0, "2017": 13.6, "2018": 12.9, "2019": 12.1, "2020": 11.5,
    ]

    @Test("the example misses 5 by less than a tenth of the way: slightly off")
    func example() throws {
        let assessment = try Given(falling, .atMost(5), method: .trend).assessment
        #expect(assessment.projection == 5.5)
        #expect(assessment.deviation == 0.076923077)
        #expect(assessment.category == .slightlyOff)
        #expect(assessment.gap == 6.5)
        #expect(assessment.baseline == nil)
        #expect(assessment.ratio == nil)
        // 6.5 at .6 a year is 10.8 years.
        #expect(assessment.eta == .period(.year(2031)))
    }

    @Test("the last 6 figures count, whatever came before and whatever the baseline is")
    func window() throws {
        let longer: KeyValuePairs<String, Double?> = [
            "2012": 99, "2014": 1, "2015": 14.5, "2016": 14.0, "2017": nil, "2018": 12.9,
            "2019": 12.1, "2020": 11.5, "2021": 10.9,
        ]
        let given = try Given(longer, .atMost(5), baseline: "2012", method: .trend)
        let plain = try Given(longer, .atMost(5), method: .trend)
        #expect(given.assessment == plain.assessment)
        #expect(given.assessment.projection == 5.5)
        let forecast = given.flagged(.forecast, at: 8)
        // Then 2014 is the first of the six.
        #expect(forecast.assessment.category == .deterioration)
    }

    @Test("fewer than 4 figures are too few, 4 are enough")
    func tooFew() throws {
        let three = try Given(["2018": 3, "2019": 4, "2020": 5], .atLeast(9), method: .trend)
        #expect(three.assessment.reason == .tooFewFigures)
        let four = try Given(
            ["2017": 2, "2018": 3, "2019": 4, "2020": 5], .atLeast(9), method: .trend)
        #expect(four.assessment.category == .onTrack)
        let one = try Given(["2020": 5], .atLeast(9), method: .trend)
        #expect(one.assessment.reason == .tooFewFigures)
    }

    @Test("deviations have their categories, and no movement is off")
    func categories() throws {
        // From 2016 to 2020 by `slope` a year; 100 in 2030 is 10 a year away.
        func category(_ slope: Double) throws -> Category {
            try Given(
                [
                    "2016": -4 * slope, "2017": -3 * slope, "2018": -2 * slope, "2019": -slope,
                    "2020": 0,
                ], .atLeast(100), method: .trend
            ).assessment.category
        }
        #expect(try category(11) == .onTrack)
        #expect(try category(9.51) == .onTrack)
        #expect(try category(9.5) == .slightlyOff)
        #expect(try category(8) == .slightlyOff)
        #expect(try category(7.99) == .off)
        #expect(try category(0) == .off)
        #expect(try category(-1) == .deterioration)
    }

    @Test("beyond the goal there is no deviation, and from the deadline on it is missed")
    func ends() throws {
        let met = try Given(falling, .atMost(12), method: .trend).assessment
        #expect(met.category == .targetAchieved)
        #expect(met.eta == .period(.year(2020)))
        #expect(met.deviation == nil)
        #expect(met.score == nil)
        let missed = try Given(falling, .atMost(5), by: "2020", method: .trend).assessment
        #expect(missed.category == .missed)
        #expect(missed.deviation == nil)
        #expect(missed.eta == .period(.year(2031)))
    }

    @Test("a relative target needs its baseline by trend as well")
    func relative() throws {
        let given = try Given(
            falling, .atMost(-50), relative: true, baseline: "2015", method: .trend)
        #expect(Progress.goalValue(of: given.target, in: given.inForce) == 7.25)
        #expect(given.assessment.baseline?.value == 14.5)
        let later = try Given(
            falling, .atMost(-50), relative: true, baseline: "2025", method: .trend)
        #expect(later.assessment.reason == .noBaseline)
    }

    @Test("a break among the figures used leaves no pace")
    func breaks() throws {
        let given = try Given(falling, .atMost(5), method: .trend)
        #expect(
            given.flagged([.normal, .timeSeriesBreak], at: 3).assessment.reason == .timeSeriesBreak)
        #expect(given.flagged(.timeSeriesBreak, at: 0).assessment.reason == nil)
    }
}
