internal import Glibc
internal import Messages

/// The S-curve towards a ceiling, which the Commission's Digital Decade trajectories are.
enum Logistic {
    /// R = d·k / |k needed|, k = (logit(yt/L) − logit(y0/L))/(t − t0), from y0 to T likewise;
    /// projection L/(1 + exp(−(logit(yt/L) + k·δ))).
    static func measure(_ course: Course, towards goal: Course.Goal, ceiling: Double) -> Measure {
        func inside(_ value: Double) -> Bool { 0 < value && value < ceiling }
        func logit(_ value: Double) -> Double { log(value / (ceiling - value)) }
        // logit(end) − logit(start), also of two that are close.
        func rise(from start: Double, to end: Double) -> Double {
            let difference = Rounding.difference(end, start)
            return log1p(ceiling * difference / (start * (ceiling - end)))
        }

        guard inside(course.start), inside(course.latest) else { return Measure(.atBound) }
        let (from, now) = (logit(course.start), logit(course.latest))
        let k = rise(from: course.start, to: course.latest) / course.years
        let aim = inside(goal.value) ? logit(goal.value) : nil
        func numbers(needed: Double?) -> Working.Numbers {
            .curve(
                ceiling: ceiling, start: from, latest: now, goal: aim, steepness: k, needed: needed)
        }
        var measure = Measure(
            numbers(needed: nil),
            projection: ceiling / (1 + exp(-(now + k * goal.yearsLeft))),
            yearsToGoal: aim == nil ? .infinity : rise(from: course.latest, to: goal.value) / k)
        measure.k = Rounding.ratio(k)
        guard aim != nil else {
            measure.verdict = .notAvailable(.targetAtLimit)
            return measure
        }
        guard goal.years > 0 else { return measure }
        let needed = rise(from: course.start, to: goal.value) / goal.years
        measure.numbers = numbers(needed: needed)
        guard needed != 0 else {
            measure.verdict = .notAvailable(.baseIsTarget)
            return measure
        }
        let ratio = Rounding.ratio(course.direction * k / needed.magnitude)
        measure.ratio = ratio
        measure.verdict = .category(Thresholds.canada.category(ratio: ratio))
        return measure
    }
}
