internal import Glibc
internal import Messages

/// The compound annual growth rate, as Statistics Canada and Open SDG measure progress.
///
/// Source: open-sdg/open-sdg, docs/progress-methodology.md. A growth rate knows no 0: as a base or
/// a target it counts as .001.
enum Cagr {
    /// R = s·d·g / |g needed|, g = (yt/y0)^(1/(t − t0)) − 1, s the sign of y0, from y0 to T
    /// likewise; projection yt·(1 + g)^δ.
    static func measure(
        _ course: Course, towards goal: Course.Goal, _ thresholds: Thresholds
    ) -> Measure {
        let (base, target) = (withoutZero(course.start), withoutZero(goal.value))
        if let reason = edge(base, course) { return Measure(reason) }
        guard !areOpposite(base, target) else { return Measure(.signChange) }
        let rate = growth(from: base, to: course.latest, years: course.years)
        var measure = Measure(
            .growth(base: base, target: target, rate: rate, needed: nil, room: nil),
            projection: course.latest * pow(1 + rate, goal.yearsLeft),
            yearsToGoal: change(from: course.latest, to: target) / log1p(rate))
        guard goal.years > 0 else { return measure }
        let needed = growth(from: base, to: target, years: goal.years)
        measure.numbers = .growth(
            base: base, target: target, rate: rate, needed: needed, room: nil)
        guard needed != 0 else {
            measure.verdict = .notAvailable(.baseIsTarget)
            return measure
        }
        let ratio = Rounding.ratio(
            signum(base) * course.direction * rate / needed.magnitude)
        measure.ratio = ratio
        measure.score = thresholds.score(ratio: ratio)
        measure.verdict = .category(thresholds.category(ratio: ratio))
        return measure
    }

    /// What every year must bring from now on: (T/yt)^(1/δ) − 1. Nil across 0, where none does.
    static func requiredRate(from latest: Double, to goal: Double, yearsLeft: Double) -> Double? {
        let target = withoutZero(goal)
        guard latest != 0, !areOpposite(latest, target) else { return nil }
        return Rounding.ratio(growth(from: latest, to: target, years: yearsLeft))
    }

    /// v = s·d·g, held against thresholds that fall towards 0 as the base nears the `limit`.
    static func measure(_ course: Course, _ thresholds: Thresholds, limit: Double?) -> Measure {
        let base = withoutZero(course.start)
        if let reason = edge(base, course) { return Measure(reason) }
        let growth = growth(from: base, to: course.latest, years: course.years)
        let rate = Rounding.ratio(signum(base) * course.direction * growth)
        let room = limit.map { roomLeft(base, limit: $0) } ?? 1
        return Measure(
            .growth(base: base, target: nil, rate: growth, needed: nil, room: room), rate: rate,
            category: thresholds.category(rate: rate, room: room),
            score: thresholds.score(rate: rate, room: room))
    }

    /// C, the share of the thresholds that holds for a base so near the natural limit: 0 at the
    /// limit, 1 far from it on either side.
    private static func roomLeft(_ base: Double, limit: Double) -> Double {
        let (base, limit) = (base.magnitude, limit.magnitude)
        if base >= 2 * limit { return 1 }
        let nearness = base <= limit ? base / limit : (2 * limit - base) / limit
        return 1 - pow(nearness, 4.44)
    }

    private static func edge(_ base: Double, _ course: Course) -> Reason? {
        if course.years < 1 { return .tooShort }
        return areOpposite(base, course.latest) ? .signChange : nil
    }

    private static func growth(from start: Double, to end: Double, years: Double) -> Double {
        expm1(change(from: start, to: end) / years)
    }

    /// ln(end / start), also of two that are close, where the quotient is nearly 1 and its last
    /// digits are all that there is: so R is right in its ninth decimal.
    private static func change(from start: Double, to end: Double) -> Double {
        log1p(Rounding.difference(end, start) / start)
    }

    private static func areOpposite(_ one: Double, _ other: Double) -> Bool {
        (one < 0 && other > 0) || (one > 0 && other < 0)
    }

    private static func withoutZero(_ value: Double) -> Double { value == 0 ? 0.001 : value }

    private static func signum(_ value: Double) -> Double { value < 0 ? -1 : 1 }
}
