internal import Messages

/// What a target's method measures: from where, to where, towards what.
struct Way {
    private let target: Target
    private let goal: Double?
    /// The baseline; for `trend` the first of the recent figures, nil where they are too few.
    private let start: Point?
    private let latest: Point
    private let observations: Observations

    init(
        _ target: Target, goal: Double?, from baseline: Point?, to latest: Point,
        in observations: Observations
    ) {
        self.target = target
        self.goal = goal
        start = target.method == .trend ? observations.startOfTrend : baseline
        self.latest = latest
        self.observations = observations
    }

    /// By the target's method, the projection rounded and within the bounds.
    func measure(minimum: Double?, maximum: Double?) -> Measure {
        guard let start else { return Measure(.tooFewFigures) }
        let years = Years.between(start.period, latest.period)
        // A stated baseline can lie after the latest figure: nothing came since either.
        guard years > 0 else { return Measure(.oneFigure) }
        let obstacle = observations.obstacle(from: start, to: latest)
        if let obstacle, !target.acrossBreaks { return Measure(obstacle) }

        let course = course(from: start, years: years)
        var measure = measure(course, ceiling: maximum ?? 100)
        measure.acrossBreak = obstacle != nil
        measure.projection = measure.projection.flatMap {
            projection($0, course, minimum: minimum, maximum: maximum)
        }
        return measure
    }

    private func course(from start: Point, years: Double) -> Course {
        var towards: Course.Goal?
        if let goal, let deadline = target.goal?.deadline {
            towards = Course.Goal(
                value: goal, years: Years.between(start.period, deadline),
                yearsLeft: Years.between(latest.period, deadline))
        }
        return Course(
            direction: target.direction.sign, start: start.value, latest: latest.value,
            years: years, goal: towards)
    }

    private func measure(_ course: Course, ceiling: Double) -> Measure {
        guard let goal = course.goal else {
            return Cagr.measure(course, target.thresholds, limit: target.limit)
        }
        return switch target.method {
        case .linear: Linear.measure(course, towards: goal)
        case .cagr: Cagr.measure(course, towards: goal, target.thresholds)
        case .logistic: Logistic.measure(course, towards: goal, ceiling: ceiling)
        case .trend: Trend.measure(course, towards: goal)
        }
    }

    /// One decimal more than the figures and the goal have; absent from the deadline on.
    private func projection(
        _ value: Double, _ course: Course, minimum: Double?, maximum: Double?
    ) -> Double? {
        guard let goal = course.goal, goal.yearsLeft > 0 else { return nil }
        let decimals = max(
            Rounding.decimals(of: course.start, course.latest), Rounding.decimals(of: goal.value))
        let rounded = Rounding.round(value, to: decimals + 1)
        return min(max(rounded, minimum ?? -.infinity), maximum ?? .infinity)
    }
}
