internal import Glibc
internal import Messages

// methods.md: linear, logistic and trend.
extension ReferenceMeasure {
    func linear(_ base: PeriodValue, _ now: PeriodValue) -> ReferencePace {
        let years = now.period.end - base.period.end
        guard years > 0 else { return ReferencePace(.oneFigure) }
        let broken = breakReason(after: base.period, from: baselineFigure)
        if let broken, !target.acrossBreaks { return ReferencePace(broken) }
        guard let goal, let left = left(from: now) else { return ReferencePace(.noBaseline) }

        let pace =
            ReferenceNumber.difference(now.value, base.value, decimals: decimals(now)) / years
        let needed =
            ReferenceNumber.difference(goal, base.value, decimals: decimals(now)) / (years + left)
        var result = rated(d * pace / abs(needed), needed: needed, years + left)
        result.acrossBreak = broken != nil
        result.projection = projection(now.value + pace * left, now)
        result.eta = eta(
            ReferenceNumber.difference(goal, now.value, decimals: decimals(now)) / pace, now)
        return result
    }

    func logistic(_ base: PeriodValue, _ now: PeriodValue) -> ReferencePace {
        let years = now.period.end - base.period.end
        guard years > 0 else { return ReferencePace(.oneFigure) }
        let broken = breakReason(after: base.period, from: baselineFigure)
        if let broken, !target.acrossBreaks { return ReferencePace(broken) }
        guard let goal, let left = left(from: now) else { return ReferencePace(.noBaseline) }

        let limit = maximum ?? 100
        func logit(_ value: Double) -> Double { log(value / limit / (1 - value / limit)) }
        func isInside(_ value: Double) -> Bool { value > 0 && value < limit }
        guard isInside(base.value), isInside(now.value) else { return ReferencePace(.atBound) }

        let k = (logit(now.value) - logit(base.value)) / years
        let needed = (logit(goal) - logit(base.value)) / (years + left)
        var result =
            isInside(goal)
            ? rated(d * k / abs(needed), needed: needed, years + left)
            : ReferencePace(.targetAtLimit)
        result.acrossBreak = broken != nil
        result.k = ReferenceNumber.rate(k)
        result.projection = projection(limit / (1 + exp(-(logit(now.value) + k * left))), now)
        result.eta = eta((logit(goal) - logit(now.value)) / k, now)
        return result
    }

    func trend(_ now: PeriodValue) -> ReferencePace {
        let window = valued.suffix(6)
        guard window.count >= 4, let first = window.first, let y0 = first.figure.value else {
            return ReferencePace(.tooFewFigures)
        }
        let broken = breakReason(after: first.figure.period, from: first)
        if let broken, !target.acrossBreaks { return ReferencePace(broken) }
        guard let goal, let left = left(from: now) else { return ReferencePace(.noBaseline) }

        let places = ReferenceNumber.decimals(y0, now.value)
        let m =
            ReferenceNumber.difference(now.value, y0, decimals: places)
            / (now.period.end - first.figure.period.end)
        let projected = now.value + m * left
        let deviation = ReferenceNumber.rate((goal - projected) / (goal - now.value))
        var result = ReferencePace(.off)
        if d * m < 0 {
            result.category = .deterioration
        } else if m != 0, deviation <= 0.20 {
            result.category = deviation < 0.05 ? .onTrack : .slightlyOff
        }
        result.acrossBreak = broken != nil
        if left > 0, deviation.isFinite { result.deviation = deviation }
        result.projection = projection(projected, now)
        result.eta = eta(
            ReferenceNumber.difference(goal, now.value, decimals: decimals(now)) / m, now)
        return result
    }

    /// R with its category, unless nothing was needed from the start, or the baseline does not
    /// precede the deadline.
    func rated(_ ratio: Double, needed: Double, _ yearsFromStart: Double) -> ReferencePace {
        guard yearsFromStart > 0, needed != 0 else { return ReferencePace(.baseIsTarget) }
        var result = ReferencePace(category(ofRatio: ReferenceNumber.rate(ratio)))
        result.ratio = ReferenceNumber.rate(ratio)
        return result
    }
}
