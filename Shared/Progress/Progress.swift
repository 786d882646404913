public import Messages

/// How far a series is on its way to a target: pure functions of the figures in force and the
/// target.
public enum Progress {
    /// The value to be reached, in the indicator's unit: a `relative` one is resolved, so that
    /// −55 % on a baseline of 228.1 is 102.645. Nil where the target states a direction only, or
    /// has no baseline yet to be relative to.
    public static func goalValue(of target: Target, in observations: Observations) -> Double? {
        guard let goal = target.goal else { return nil }
        guard goal.relative else { return goal.value }
        return goalValue(goal, on: observations.baseline(of: target)?.value)
    }

    /// The value that a target begins at: its baseline's. Nil where there is none yet.
    public static func baseValue(of target: Target, in observations: Observations) -> Double? {
        observations.baseline(of: target)?.value
    }

    /// Whether a figure meets a target: the one predicate of every method and every event.
    ///
    /// d·(yt − T), at the decimals of yt, T and the tolerance, is not below −tolerance. A missing
    /// figure and a forecast never meet, and nothing meets a target without a value.
    public static func meets(
        _ observation: Observation, _ target: Target, in observations: Observations
    ) -> Bool {
        guard let value = observation.measured,
            let goal = goalValue(of: target, in: observations)
        else { return false }
        return meets(value, goal, target)
    }

    /// By how much a figure differs from the one before, at the most decimals of the two.
    public static func change(from previous: Double, to latest: Double) -> Double {
        Rounding.difference(latest, previous)
    }

    /// The most decimals of two numbers, in their shortest texts: 1 of 81.5 and 75.
    public static func decimals(of one: Double, _ other: Double) -> Int {
        Rounding.decimals(of: one, other)
    }

    /// How long before the deadline a figure's period ends, in years with 2 decimals; negative when
    /// late.
    public static func yearsEarly(_ period: Period, before deadline: Period) -> Double {
        Rounding.round(Years.between(period, deadline), to: 2)
    }

    /// The same where the baseline's value is known.
    public static func goalValue(_ goal: Target.Goal, on base: Double?) -> Double? {
        guard goal.relative else { return goal.value }
        guard let base else { return nil }
        // The decimals that the product can have: what is exact in decimal is exact here.
        let decimals = Rounding.decimals(of: base) + Rounding.decimals(of: goal.value) + 2
        return Rounding.round(base * (100 + goal.value) / 100, to: decimals)
    }

    static func meets(_ value: Double, _ goal: Double, _ target: Target) -> Bool {
        beyond(value, goal, target) >= -target.tolerance
    }

    /// d·(yt − T), at the decimals of yt, T and the tolerance.
    static func beyond(_ value: Double, _ goal: Double, _ target: Target) -> Double {
        let decimals = max(
            Rounding.decimals(of: value, goal), Rounding.decimals(of: target.tolerance))
        return Rounding.round(target.direction.sign * (value - goal), to: decimals)
    }
}
