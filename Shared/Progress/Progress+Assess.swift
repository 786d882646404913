public import Messages

extension Progress {
    /// A series held against a target. `minimum` and `maximum` are the indicator's bounds: they
    /// clamp the projection, and the maximum (100 where absent) is the ceiling of `logistic`.
    ///
    /// Decided in this order by every method: no figure, no baseline, met, missed, what stands in
    /// the method's way, the category. Without a goal `cagr` is the only method there is.
    public static func assess(
        _ target: Target, _ observations: Observations, minimum: Double?, maximum: Double?
    ) -> Assessment {
        work(target, observations, minimum: minimum, maximum: maximum).assessment
    }

    /// The same with all that it went through.
    public static func work(
        _ target: Target, _ observations: Observations, minimum: Double?, maximum: Double?
    ) -> Working {
        var working = Working(Assessment(method: target.method, category: .notAvailable))
        guard let latest = observations.latest.flatMap(Point.init) else {
            working.assessment.reason = .noFigure
            return working
        }
        working.latest = PeriodValue(latest)
        let baseline = observations.baseline(of: target)
        working.isBaselineStated = baseline.map { $0.definition == nil } ?? false
        let goal = target.goal.flatMap { goalValue($0, on: baseline?.value) }
        working.goal = goal
        working.beyond = goal.map { beyond(latest.value, $0, target) }
        let met = working.beyond.map { $0 >= -target.tolerance } ?? false
        working.isMet = met
        let yearsLeft = target.goal.map { Years.between(latest.period, $0.deadline) }
        working.yearsLeft = yearsLeft
        if let goal, let yearsLeft {
            working.assessment.stateWhatRemains(
                goal, latest.value, target.direction, met: met, yearsLeft: yearsLeft)
        }
        if target.method != .trend || target.goal?.relative == true {
            working.baseline = baseline.map(PeriodValue.init)
            guard working.baseline != nil else {
                working.assessment.reason = .noBaseline
                return working
            }
            working.assessment.baseline = working.baseline
        }

        let measure = measure(
            target, from: baseline, to: latest, in: observations, minimum: minimum,
            maximum: maximum, noting: &working)
        working.numbers = measure.numbers
        working.yearsToGoal = measure.yearsToGoal
        working.assessment.take(measure, latest: latest.period)
        if met, let goal {
            working.assessment.achieve(
                in: observations.startOfRun { meets($0, goal, target) })
        } else {
            working.assessment.conclude(
                measure.verdict, isOver: yearsLeft.map { $0 <= 0 } ?? false)
        }
        return working
    }
}

extension PeriodValue {
    init(_ point: Point) { self.init(period: point.period, value: point.value) }
}

extension Assessment {
    /// Gap and required pace need no baseline and no pace.
    fileprivate mutating func stateWhatRemains(
        _ goal: Double, _ latest: Double, _ direction: Direction, met: Bool, yearsLeft: Double
    ) {
        let remaining = Rounding.difference(goal, latest)
        gap = finite(direction.sign * remaining + 0)
        if met {
            requiredPace = 0
            requiredRate = method == .cagr ? 0 : nil
        } else if yearsLeft > 0 {
            let decimals = Rounding.decimals(of: goal, latest) + 1
            requiredPace = finite(Rounding.round(remaining / yearsLeft, to: decimals))
            if method == .cagr {
                requiredRate = finite(
                    Cagr.requiredRate(from: latest, to: goal, yearsLeft: yearsLeft))
            }
        }
    }

    fileprivate mutating func take(_ measure: Measure, latest: Period) {
        ratio = finite(measure.ratio)
        rate = finite(measure.rate)
        score = finite(measure.score)
        deviation = finite(measure.deviation)
        k = finite(measure.k)
        projection = finite(measure.projection)
        eta = measure.yearsToGoal.map { ETA(years: $0, after: latest) }
        acrossBreak = measure.acrossBreak
    }

    /// Met, whatever the rest says.
    fileprivate mutating func achieve(in period: Period?) {
        category = .targetAchieved
        eta = period.map { .period($0) }
        if method == .cagr { score = 5 }
    }

    /// Not met. Once the deadline is over it is missed, whether its pace can be measured or not.
    fileprivate mutating func conclude(_ verdict: Measure.Verdict, isOver: Bool) {
        switch verdict {
        case _ where isOver: category = .missed
        case .notAvailable(let why): reason = why
        case .category(let reached): category = reached
        }
    }

    /// What overflows is not said.
    private func finite(_ number: Double?) -> Double? {
        number.flatMap { $0.isFinite ? $0 : nil }
    }
}
