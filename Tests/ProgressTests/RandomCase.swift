import Messages
import Progress
import Support
import Time

/// A seeded series and target of any shape: every frequency, method and flag, with zeros, sign
/// changes, bounds and baselines where methods have their edges.
struct RandomCase {
    let frequency: Frequency
    let target: Target
    let minimum: Double?
    let maximum: Double?
    let observations: [Observation]

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        frequency = random.pick([
            .annual, .annual, .annual, .halfYearly, .quarterly, .monthly, .weekly, .daily,
            .schoolYear, .biennial,
        ])
        let kind = random.below(10)
        // Shares within 0 … 100; amounts of any sign.
        let isShare = kind < 7
        (minimum, maximum) = isShare ? (0, 100) : (nil, nil)
        let decimals = random.weighted([(2, 1.0), (5, 10.0), (2, 100.0), (1, 1000.0)])
        let isFlat = random.chance(10)
        func value(_ random: inout SplitMix64) -> Double {
            if isFlat { return Double(60_000 + random.within(-60...60)) / 1000 }
            if random.chance(6) { return random.pick([0, 0, 100, 50]) }
            let span = isShare ? 0...100_000 : -40_000...90_000
            return (Double(random.within(span)) / 1000 * decimals).rounded() / decimals
        }
        let first = random.within(2005...2020)
        var period = Self.period(frequency, first, &random)
        var observations: [Observation] = []
        for _ in 0..<random.within(0...9) {
            observations.append(Self.observation(period, value(&random), &random))
            period = period.advanced(by: random.weighted([(5, 1), (2, 2), (1, 7)]))
        }
        self.observations = observations
        var target: Target?
        while target == nil {
            let goal = Self.near(observations, &random) ?? value(&random)
            target = Self.target(goal, frequency, first, &random)
        }
        self.target = target ?? known(try Self.plain())
    }

    private static func plain() throws(ValidationError) -> Target {
        try Target(
            id: TargetID("a.b.c"), areas: .each(of: []),
            goal: Target.Goal(value: 1, deadline: .year(2030)), direction: .atLeast)
    }

    /// A value of the series, so that bases and latest figures are at the target, or beyond it.
    private static func near(
        _ observations: [Observation], _ random: inout SplitMix64
    ) -> Double? {
        guard random.chance(15), !observations.isEmpty else { return nil }
        return random.pick(observations).value
    }

    private static func observation(
        _ period: Period, _ value: Double, _ random: inout SplitMix64
    ) -> Observation {
        let isMissing = random.chance(8)
        let status: StatusFlags = random.weighted([
            (80, .normal), (6, .provisional), (4, .forecast), (3, .timeSeriesBreak),
            (3, .definitionDiffers), (2, [.timeSeriesBreak, .estimated]),
        ])
        return Observation(
            period: period, value: isMissing ? nil : value, status: isMissing ? .missing : status,
            definition: random.chance(96) ? 1 : 2)
    }

    private static func period(
        _ frequency: Frequency, _ year: Int, _ random: inout SplitMix64
    ) -> Period {
        let number = random.within(1...max(1, Int(frequency.periodsPerYear)))
        return Period(frequency, year: year, number: number) ?? .year(year)
    }

    /// Nil where it contradicts itself.
    private static func target(
        _ goal: Double, _ frequency: Frequency, _ first: Int, _ random: inout SplitMix64
    ) -> Target? {
        let hasGoal = random.chance(85)
        let method = hasGoal ? random.pick(Method.allCases) : .cagr
        func moment(_ years: ClosedRange<Int>) -> Period {
            let year = first + random.within(years)
            return random.chance(40) ? .year(year) : period(frequency, year, &random)
        }
        let deadline = moment(1...25)
        let isRelative = random.chance(15)
        let percent = Double(random.pick([-55, -30, -10, 0, 20, 50]))
        let baseline = random.chance(50) || isRelative ? moment(-1...8) : nil
        let stated = Double(random.within(-20...90))
        return try? Target(
            id: known(try TargetID("a.b.c")), areas: .each(of: []),
            goal: hasGoal
                ? Target.Goal(
                    value: isRelative ? percent : goal, relative: isRelative, deadline: deadline)
                : nil,
            direction: random.chance(65) ? .atLeast : .atMost, baseline: baseline,
            baselineValue: baseline != nil && random.chance(30) ? stated : nil, method: method,
            thresholds: method == .cagr && random.chance(50) ? .eurostat : .canada,
            limit: !hasGoal && random.chance(60) ? random.pick([100, 40, 0.5]) : nil,
            tolerance: random.weighted([(8, 0), (1, 0.5), (1, 2)]),
            acrossBreaks: random.chance(40))
    }
}
