internal import Glibc
internal import Messages

// methods.md: linear, logistic and trend. `years` is t − t0, `left` is δ = tT − t.
extension ReferenceMeasure {
    func linear(
        _ base: PeriodValue, _ now: PeriodValue, _ goal: Double, _ years: Double, _ left: Double
    ) -> ReferencePace {
        let places = decimals(base, now)
        let pace = ReferenceNumber.difference(now.value, base.value, decimals: places) / years
        let needed =
            ReferenceNumber.difference(goal, base.value, decimals: places) / (years + left)
        var result = rated(d * pace / abs(needed), needed: needed, years + left)
        result.projection = projection(now.value + pace * left, base, now)
        result.eta = eta(
            ReferenceNumber.difference(goal, now.value, decimals: places) / pace, now)
        return result
    }

    func logistic(
        _ base: PeriodValue, _ now: PeriodValue, _ goal: Double, _ years: Double, _ left: Double
    ) -> ReferencePace {
        let limit = maximum ?? 100
        func logit(_ value: Double) -> Double { log(value / limit / (1 - value / limit)) }
        func isInside(_ value: Double) -> Bool { value > 0 && value < limit }
        guard isInside(base.value), isInside(now.value) else { return ReferencePace(.atBound) }

        // From one logit to another: the logarithm of the quotient of the odds.
        func way(_ one: Double, _ other: Double) -> Double {
            let places = ReferenceNumber.decimals(one, other)
            let difference = ReferenceNumber.difference(other, one, decimals: places)
            return log1p(limit * difference / (one * (limit - other)))
        }
        let k = way(base.value, now.value) / years
        let needed = way(base.value, goal) / (years + left)
        var result =
            isInside(goal)
            ? rated(d * k / abs(needed), needed: needed, years + left)
            : ReferencePace(.targetAtLimit)
        result.k = ReferenceNumber.rate(k)
        let projected = limit / (1 + exp(-(logit(now.value) + k * left)))
        result.projection = projection(projected, base, now)
        result.eta = eta(isInside(goal) ? way(now.value, goal) / k : .infinity, now)
        return result
    }

    /// Its base is the first of the last 6 figures.
    func trend(
        _ base: PeriodValue, _ now: PeriodValue, _ goal: Double, _ years: Double, _ left: Double
    ) -> ReferencePace {
        let places = decimals(base, now)
        let m = ReferenceNumber.difference(now.value, base.value, decimals: places) / years
        let projected = now.value + m * left
        let missing = ReferenceNumber.difference(goal, now.value, decimals: places)
        let deviation = ReferenceNumber.rate((goal - projected) / missing)
        var result = ReferencePace(.off)
        if d * m < 0 {
            result.category = .deterioration
        } else if m != 0, deviation <= 0.20 {
            result.category = deviation < 0.05 ? .onTrack : .slightlyOff
        }
        if left > 0, d * missing > 0 { result.deviation = deviation }
        result.projection = projection(projected, base, now)
        result.eta = eta(missing / m, now)
        return result
    }

    /// R with its category; none where nothing was needed from the start, or where the baseline
    /// is not before the deadline: the latest figure is not either, and the target is missed.
    func rated(_ ratio: Double, needed: Double, _ yearsFromStart: Double) -> ReferencePace {
        guard yearsFromStart > 0 else { return ReferencePace(.missed) }
        guard needed != 0 else { return ReferencePace(.baseIsTarget) }
        var result = ReferencePace(category(ofRatio: ReferenceNumber.rate(ratio)))
        result.ratio = ReferenceNumber.rate(ratio)
        return result
    }
}
