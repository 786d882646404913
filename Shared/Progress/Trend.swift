internal import Messages

/// The recent trend, as Germany's sustainability indicators are judged: of the last 6 figures, from
/// the first to the last, whatever the baseline.
public enum Trend {
    public static let mostFigures = 6
    public static let fewestFigures = 4

    /// By which the deviation has its category, where the trend goes the right way.
    public static let deviationScale = Scale(
        [Band(.below, 0.05, .onTrack), Band(.atMost, 0.20, .slightlyOff)], otherwise: .off)

    /// m = (y_last − y_first)/(t_last − t_first), P = yt + m·δ, deviation = (T − P)/(T − yt).
    static func measure(_ course: Course, towards goal: Course.Goal) -> Measure {
        let slope = Rounding.difference(course.latest, course.start) / course.years
        let remaining = Rounding.difference(goal.value, course.latest)
        let projection = course.latest + slope * goal.yearsLeft
        var measure = Measure(
            .trend(slope: slope, remaining: remaining), projection: projection,
            yearsToGoal: remaining / slope)
        // Beyond the goal, a share of what remains says nothing.
        guard goal.yearsLeft > 0, course.direction * remaining > 0 else { return measure }
        let deviation = Rounding.ratio((goal.value - projection) / remaining)
        measure.deviation = deviation
        measure.verdict = .category(
            course.direction * slope < 0
                ? .deterioration : deviationScale.category(of: deviation))
        return measure
    }
}

extension Observations {
    /// The first of the last 6 figures; nil where there are fewer than 4.
    var startOfTrend: Point? {
        var count = 0
        var first: Point?
        for observation in all.reversed() {
            guard let point = Point(observation) else { continue }
            first = point
            count += 1
            if count == Trend.mostFigures { break }
        }
        return count < Trend.fewestFigures ? nil : first
    }
}
