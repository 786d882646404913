import Messages
import Support
import Testing
import Time

/// The reference is held against the worked examples that stand in methods.md, with their sources.
struct ReferenceMeasureTests {
    private static let series = Series(
        indicator: known(try IndicatorCode("x")), area: known(try Area("NL")))

    private func measure(
        _ method: Method, _ values: [(year: Int, value: Double)], goal: Double?,
        by year: Int = 2030,
        _ direction: Direction = .atLeast, limit: Double? = nil,
        thresholds: Thresholds = .canada, maximum: Double? = nil
    ) -> Assessment {
        let target = known(
            try Target(
                id: TargetID("x.a"), areas: .each(of: []),
                goal: goal.map { Target.Goal(value: $0, deadline: .year(year)) },
                direction: direction, method: method, thresholds: thresholds, limit: limit))
        var figures: [ReferenceRelease] = []
        for (year, value) in values {
            figures.append(
                ReferenceRelease(
                    figure: known(try Figure(period: .year(year), value: value)),
                    released: Timestamp(milliseconds: 0), submission: "s", definition: 1,
                    arrival: figures.count))
        }
        return ReferenceMeasure(target: target, minimum: nil, maximum: maximum, figures: figures)
            .assessment
    }

    @Test("linear gives the document's examples")
    func linear() {
        let ai = measure(.linear, [(2024, 13), (2025, 23)], goal: 75)
        #expect(ai.ratio == 0.967741935)
        #expect(ai.projection == 73)
        #expect(ai.eta == .period(.year(2031)))
        let cloud = measure(.linear, [(2024, 64), (2025, 71)], goal: 75, maximum: 100)
        #expect(cloud.ratio == 3.818181818)
        #expect(cloud.projection == 100)
        #expect(cloud.eta == .period(.year(2026)))
        let basic = measure(.linear, [(2021, 75), (2025, 81.5)], goal: 95)
        #expect(basic.ratio == 0.73125)
        #expect(basic.category == .moderateProgress)
        #expect(basic.eta == .period(.year(2034)))
        let met = measure(.linear, [(2024, 64), (2025, 71), (2026, 75.3)], goal: 75)
        #expect(met.category == .targetAchieved)
        #expect(met.ratio == 3.081818182)
        #expect(met.projection == 97.9)
        #expect(met.gap == -0.3)
        #expect(met.requiredPace == 0)
        #expect(met.eta == .period(.year(2026)))
        let share = measure(.linear, [(2020, 0), (2025, 60)], goal: 180, by: 2029)
        #expect(share.ratio == 0.6)
    }

    @Test("cagr gives Statistics Canada's and Eurostat's published assessments")
    func cagr() {
        let smoking = measure(.cagr, [(2015, 14.5), (2023, 10.4)], goal: 7.25, .atMost)
        #expect(smoking.ratio == 0.901089955)
        #expect(isClose(smoking.score, 2.1507))
        let zero = measure(.cagr, [(2015, 0.37), (2025, 9.53)], goal: 60)
        #expect(isClose(zero.ratio, 0.95041, within: 5e-6))
        #expect(isClose(zero.score, 2.5030))
        let literate = measure(.cagr, [(2016, 66.6), (2023, 71.4)], goal: nil, limit: 100)
        #expect(literate.rate == 0.009991484)
        #expect(literate.category == .moderateProgress)
        #expect(isClose(literate.score, 1.7398))
        let high = measure(.cagr, [(2015, 90), (2021, 93.2)], goal: nil, limit: 100)
        #expect(high.category == .substantialProgress)
        #expect(isClose(high.score, 2.8154))
        let worse = measure(.cagr, [(2017, 93.4), (2021, 92.7)], goal: nil, limit: 100)
        #expect(worse.category == .deterioration)
        #expect(isClose(worse.score, -2.7349))
        let slow = measure(.cagr, [(2015, 178.8), (2025, 173.3)], goal: nil, .atMost)
        #expect(slow.category == .limitedProgress)
        #expect(isClose(slow.score, -0.9403))
        let full = measure(.cagr, [(2015, 100), (2023, 100)], goal: 100)
        #expect(full.category == .targetAchieved)
        #expect(full.score == 5)
        let eurostat = measure(
            .cagr, [(2015, 99.6), (2023, 99.8)], goal: 99.9, thresholds: .eurostat)
        #expect(eurostat.category == .significantProgress)
        #expect(isClose(eurostat.ratio, 1.25066, within: 5e-6))
        #expect(isClose(eurostat.score, 4.6476))
    }

    @Test("logistic gives the Commission's curve back")
    func logistic() {
        let ai = measure(.logistic, [(2024, 13), (2025, 23)], goal: 75)
        #expect(isClose(ai.ratio, 1.3855, within: 5e-5))
        #expect(ai.projection == 90.5)
        #expect(ai.eta == .period(.year(2029)))
        let fiveG = measure(.logistic, [(2021, 81.2), (2022, 96.660418)], goal: 99.9, by: 2023)
        #expect(isClose(fiveG.k, 1.9023, within: 5e-5))
        #expect(isClose(fiveG.projection, 99.487078, within: 5e-7))
    }

    @Test("trend gives Germany's example")
    func trend() {
        let values = [14.5, 14.0, 13.6, 12.9, 12.1, 11.5].enumerated().map { (2015 + $0, $1) }
        let result = measure(.trend, values, goal: 5, .atMost)
        #expect(result.deviation == 0.076923077)
        #expect(result.category == .slightlyOff)
        #expect(result.projection == 5.5)
    }

    private func isClose(_ one: Double?, _ other: Double, within: Double = 5e-5) -> Bool {
        one.map { abs($0 - other) <= within } ?? false
    }
}
