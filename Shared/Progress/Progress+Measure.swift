internal import Messages

extension Progress {
    /// What the target's method makes of the way up to the latest figure; the projection is rounded
    /// and within the bounds.
    static func measure(
        _ target: Target, from baseline: Point?, to latest: Point, in observations: Observations,
        minimum: Double?, maximum: Double?, noting working: inout Working
    ) -> Measure {
        let start = target.method == .trend ? observations.startOfTrend : baseline
        guard let start else { return Measure(.tooFewFigures) }
        let years = Years.between(start.period, latest.period)
        // A stated baseline can lie after the latest figure: nothing came since either.
        guard years > 0 else { return Measure(.oneFigure) }
        var towards: Course.Goal?
        if let goal = working.goal, let yearsLeft = working.yearsLeft,
            let deadline = target.goal?.deadline
        {
            towards = Course.Goal(
                value: goal, years: Years.between(start.period, deadline), yearsLeft: yearsLeft)
        }
        working.course = Working.Course(
            start: PeriodValue(start), years: years, yearsToDeadline: towards?.years)
        working.obstacle = observations.obstacle(from: start, to: latest)
        if let obstacle = working.obstacle, !target.acrossBreaks { return Measure(obstacle) }

        let course = Course(
            direction: target.direction.sign, start: start.value, latest: latest.value,
            years: years, goal: towards)
        var measure = measure(course, by: target, ceiling: maximum ?? 100)
        working.projection = measure.projection
        measure.acrossBreak = measure.hasPace && working.obstacle != nil
        measure.projection = measure.projection.flatMap {
            projection($0, course, minimum: minimum, maximum: maximum)
        }
        return measure
    }

    private static func measure(
        _ course: Course, by target: Target, ceiling: Double
    ) -> Measure {
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
    private static func projection(
        _ value: Double, _ course: Course, minimum: Double?, maximum: Double?
    ) -> Double? {
        guard let goal = course.goal, goal.yearsLeft > 0 else { return nil }
        let decimals = max(
            Rounding.decimals(of: course.start, course.latest), Rounding.decimals(of: goal.value))
        let rounded = Rounding.round(value, to: decimals + 1)
        return min(max(rounded, minimum ?? -.infinity), maximum ?? .infinity)
    }
}
