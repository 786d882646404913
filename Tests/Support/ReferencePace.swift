internal import Glibc
internal import Messages

/// What a method says of the pace, before it is asked whether the target is met or missed.
struct ReferencePace {
    var category: Category
    var reason: Reason?
    var ratio: Double?
    var rate: Double?
    var score: Double?
    var deviation: Double?
    var k: Double?
    var projection: Double?
    var eta: ETA?
    var acrossBreak = false

    /// There is none, for this reason.
    init(_ reason: Reason) {
        category = .notAvailable
        self.reason = reason
    }

    init(_ category: Category) { self.category = category }

    /// Whether a pace was measured, although it may say nothing of the target.
    var hasPace: Bool { ratio != nil || rate != nil || eta != nil }

    func fill(_ result: inout Assessment) {
        result.category = category
        result.reason = reason
        result.ratio = ratio
        result.rate = rate
        result.score = score.map(ReferenceNumber.rate)
        result.deviation = deviation
        result.k = k
        result.projection = projection
        result.eta = eta
        result.acrossBreak = acrossBreak
    }
}

// What is the same for every method: methods.md, "For every method".
extension ReferenceMeasure {
    /// δ: the years from the latest figure to the deadline.
    func left(from now: PeriodValue) -> Double? {
        target.goal.map { ReferenceYears.between(now.period, $0.deadline) }
    }

    /// The decimals of what is computed from two figures and T.
    func decimals(_ base: PeriodValue, _ now: PeriodValue) -> Int {
        ReferenceNumber.decimals(base.value, now.value, goal ?? 0)
    }

    /// What remains is computed from the latest and T alone.
    func addWhatRemains(from now: PeriodValue, to result: inout Assessment) {
        guard let goal, let left = left(from: now) else { return }
        let decimals = ReferenceNumber.decimals(now.value, goal)
        let missing = ReferenceNumber.difference(goal, now.value, decimals: decimals)
        result.gap = ReferenceNumber.rounded(d * missing, decimals: decimals)
        if meets(now.value) {
            result.requiredPace = 0
            if target.method == .cagr { result.requiredRate = 0 }
        } else if left > 0 {
            result.requiredPace = ReferenceNumber.rounded(missing / left, decimals: decimals + 1)
            let rate = growth(now.value, positive(goal), left)
            if target.method == .cagr, goal * now.value >= 0, rate.isFinite {
                result.requiredRate = ReferenceNumber.rate(rate)
            }
        }
    }

    /// Clamped to the bounds, and only where the deadline is yet to come.
    func projection(_ value: Double, _ base: PeriodValue, _ now: PeriodValue) -> Double? {
        guard let left = left(from: now), left > 0, value.isFinite else { return nil }
        let clamped = min(max(value, minimum ?? value), maximum ?? .infinity)
        return ReferenceNumber.rounded(clamped, decimals: decimals(base, now) + 1)
    }

    /// `years` after the latest figure, in whole periods.
    func eta(_ years: Double, _ now: PeriodValue) -> ETA? {
        guard target.goal != nil else { return nil }
        guard years.isFinite, years >= 0, years <= 100 else { return .never }
        // A year has the weeks or days that it has: from well before on, the first end that is not
        // before that moment.
        let perYear: Double =
            switch now.period.frequency {
            case .annual, .schoolYear: 1
            case .biennial: 0.5
            case .halfYearly: 2
            case .quarterly: 4
            case .monthly: 12
            case .weekly: 52
            case .daily: 365
            }
        var period = now.period.advanced(by: max(0, Int(years * perYear) - 8))
        while ReferenceYears.between(now.period, period) < years - 1e-9 / perYear {
            period = period.advanced(by: 1)
        }
        return .period(period)
    }

    /// The thresholds that linear, cagr and logistic share.
    func category(ofRatio ratio: Double) -> Category {
        if ratio >= 0.95 { return .substantialProgress }
        if ratio >= 0.60 { return .moderateProgress }
        return ratio >= 0 ? .limitedProgress : .deterioration
    }

    /// (end/start)^(1/years) − 1, by ways that lose nothing where it is nearly 0.
    func growth(_ start: Double, _ end: Double, _ years: Double) -> Double {
        expm1(logarithm(start, end) / years)
    }

    /// ln(end/start).
    func logarithm(_ start: Double, _ end: Double) -> Double {
        let places = ReferenceNumber.decimals(start, end)
        return log1p(ReferenceNumber.difference(end, start, decimals: places) / start)
    }

    /// 0 counts as .001 (cagr).
    func positive(_ value: Double) -> Double { value == 0 ? 0.001 : value }
}
