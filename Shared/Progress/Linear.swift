internal import Messages

/// The straight line: the default for a bounded share, where a growth rate misleads.
enum Linear {
    /// R = d·pace / |needed from the start|, pace = (yt − y0)/(t − t0),
    /// needed from the start = (T − y0)/(tT − t0); projection yt + pace·δ.
    static func measure(_ course: Course, towards goal: Course.Goal) -> Measure {
        let pace = Rounding.difference(course.latest, course.start) / course.years
        var measure = Measure(
            .line(pace: pace, needed: nil),
            projection: course.latest + pace * goal.yearsLeft,
            yearsToGoal: Rounding.difference(goal.value, course.latest) / pace)
        guard goal.years > 0 else { return measure }
        let needed = Rounding.difference(goal.value, course.start) / goal.years
        measure.numbers = .line(pace: pace, needed: needed)
        guard needed != 0 else {
            measure.verdict = .notAvailable(.baseIsTarget)
            return measure
        }
        let ratio = Rounding.ratio(course.direction * pace / needed.magnitude)
        measure.ratio = ratio
        measure.verdict = .category(Thresholds.canada.category(ratio: ratio))
        return measure
    }
}
