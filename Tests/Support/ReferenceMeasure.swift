public import Messages

/// One series held against one target: methods.md, word by word.
///
/// The names are the document's: `y0` at `t0` is the baseline, `yt` at `t` the latest, `goal` (T)
/// at `tT` the target and its deadline, `d` the direction, `left` (δ) the years that remain.
public struct ReferenceMeasure {
    public let target: Target
    /// The indicator's bounds.
    public let minimum: Double?
    public let maximum: Double?
    /// The figures in force, by period.
    public let figures: [ReferenceRelease]

    public init(
        target: Target, minimum: Double?, maximum: Double?, figures: [ReferenceRelease]
    ) {
        self.target = target
        self.minimum = minimum
        self.maximum = maximum
        self.figures = figures
    }

    var d: Double { target.direction.sign }
}

// Terms
extension ReferenceMeasure {
    /// Those with a value and without flag F: forecasts are never latest, never baseline.
    public var valued: [ReferenceRelease] {
        figures.filter { $0.figure.value != nil && !$0.figure.status.contains(.forecast) }
    }

    public var latest: ReferenceRelease? { valued.last }

    /// The figure that is the baseline: of the target's period; else, unless the target says what
    /// its value was, the next; without a period in the target the earliest.
    var baselineFigure: ReferenceRelease? {
        guard let period = target.baseline else { return valued.first }
        // A year ends with its last quarter: the figure of that is the year's.
        let exact = valued.first { ReferenceYears.between($0.figure.period, period) == 0 }
        if let exact { return exact }
        if target.baselineValue != nil { return nil }
        return valued.first { $0.figure.period >= period }
    }

    public var baseline: PeriodValue? {
        if let release = baselineFigure, let value = release.figure.value {
            return PeriodValue(period: release.figure.period, value: value)
        }
        guard let period = target.baseline, let value = target.baselineValue else { return nil }
        return PeriodValue(period: period, value: value)
    }

    /// T: what is to be reached. Nil without a value, or where a relative one has no baseline.
    var goal: Double? {
        guard let goal = target.goal else { return nil }
        guard goal.relative else { return goal.value }
        return baseline.map { ReferenceNumber.rate($0.value * (1 + goal.value / 100)) }
    }

    /// met ⇔ round(d·(yt − T)) ≥ −tolerance.
    public func meets(_ value: Double) -> Bool {
        guard let goal else { return false }
        let decimals = ReferenceNumber.decimals(value, goal, target.tolerance)
        return ReferenceNumber.rounded(d * (value - goal), decimals: decimals)
            >= -target.tolerance
    }

    /// Since when the figures have met the target without interruption, up to the latest.
    var periodThatMet: Period? {
        valued.reversed().prefix { $0.figure.value.map(meets) ?? false }.last?.figure.period
    }

    /// Whether a figure of the deadline or later is the latest.
    public var isAtDeadline: Bool {
        guard let latest, let deadline = target.goal?.deadline else { return false }
        return ReferenceYears.between(latest.figure.period, deadline) <= 0
    }

    /// Why no pace can be measured from the period `start` to the latest figure.
    func breakReason(after start: Period, from first: ReferenceRelease?) -> Reason? {
        guard let latest else { return nil }
        let between = figures.filter {
            $0.figure.period > start && $0.figure.period <= latest.figure.period
        }
        if between.contains(where: { $0.figure.status.contains(.timeSeriesBreak) }) {
            return .timeSeriesBreak
        }
        let differed = first?.figure.status.contains(.definitionDiffers) ?? false
        if differed != latest.figure.status.contains(.definitionDiffers) { return .definition }
        if let first, first.definition != latest.definition { return .definition }
        return nil
    }
}

// The order of decisions, in every method.
extension ReferenceMeasure {
    /// Whether T or the pace is measured from the baseline; by `trend`, neither is.
    private var needsBaseline: Bool {
        target.method != .trend || target.goal?.relative == true
    }

    public var assessment: Assessment {
        var result = Assessment(method: target.method, category: .notAvailable)
        guard let release = latest, let yt = release.figure.value else {
            result.reason = .noFigure
            return result
        }
        let now = PeriodValue(period: release.figure.period, value: yt)
        if needsBaseline { result.baseline = baseline }
        addWhatRemains(from: now, to: &result)
        if needsBaseline, baseline == nil {
            result.reason = .noBaseline
            return result
        }
        let found = pace(to: now)
        found.fill(&result)
        if meets(yt) {
            result.category = .targetAchieved
            result.reason = nil
            result.eta = periodThatMet.map(ETA.period)
            if target.method == .cagr { result.score = 5 }
        } else if isAtDeadline {
            result.category = .missed
            result.reason = nil
        }
        return result
    }

    private func pace(to now: PeriodValue) -> ReferencePace {
        let window = valued.suffix(6)
        if target.method == .trend, window.count < 4 { return ReferencePace(.tooFewFigures) }
        let first = target.method == .trend ? window.first : baselineFigure
        let stated = target.method == .trend ? nil : baseline
        let start = first.flatMap { release in
            release.figure.value.map { PeriodValue(period: release.figure.period, value: $0) }
        }
        guard let base = start ?? stated else { return ReferencePace(.noBaseline) }
        let years = ReferenceYears.between(base.period, now.period)
        guard years > 0 else { return ReferencePace(.oneFigure) }
        let broken = breakReason(after: base.period, from: first)
        if let broken, !target.acrossBreaks { return ReferencePace(broken) }
        if target.method == .cagr, years < 1 { return ReferencePace(.tooShort) }

        var result = pace(base, now, years)
        // Nothing is said of a break where there is no pace that would cross it.
        result.acrossBreak = broken != nil && result.hasPace
        return result
    }

    private func pace(_ base: PeriodValue, _ now: PeriodValue, _ years: Double) -> ReferencePace {
        guard let goal, let left = left(from: now) else { return direction(base, now, years) }
        switch target.method {
        case .linear: return linear(base, now, goal, years, left)
        case .cagr: return cagr(base, now, goal, years, left)
        case .logistic: return logistic(base, now, goal, years, left)
        case .trend: return trend(base, now, goal, years, left)
        }
    }
}
