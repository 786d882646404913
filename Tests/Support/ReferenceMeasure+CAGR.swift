internal import Glibc
internal import Messages

// methods.md: cagr, as Statistics Canada, Open SDG and Eurostat measure.
extension ReferenceMeasure {
    func cagr(
        _ base: PeriodValue, _ now: PeriodValue, _ goal: Double, _ years: Double, _ left: Double
    ) -> ReferencePace {
        let (y0, aim) = (positive(base.value), positive(goal))
        guard y0 * now.value >= 0, y0 * aim >= 0 else { return ReferencePace(.signChange) }
        let g = growth(y0, now.value, years)
        let needed = growth(y0, aim, years + left)
        let s: Double = y0 < 0 ? -1 : 1
        var result = rated(s * d * g / abs(needed), needed: needed, years + left)
        if let ratio = result.ratio { scoreRatio(ratio, &result) }
        result.projection = projection(now.value * pow(1 + g, left), base, now)
        result.eta = eta(logarithm(now.value, aim) / log1p(g), now)
        return result
    }

    /// Without a target's value: by the yearly rate and the direction alone.
    func direction(_ base: PeriodValue, _ now: PeriodValue, _ years: Double) -> ReferencePace {
        let y0 = positive(base.value)
        guard y0 * now.value >= 0 else { return ReferencePace(.signChange) }
        let g = growth(y0, now.value, years)
        let s: Double = y0 < 0 ? -1 : 1
        return directed(ReferenceNumber.rate(s * d * g), slowing: slowing(abs(y0)))
    }

    private func scoreRatio(_ ratio: Double, _ result: inout ReferencePace) {
        switch target.thresholds {
        case .canada:
            result.score =
                ratio >= 0.6
                ? min(7.1429 * ratio - 4.2857, 5) : max(4.1667 * ratio - 2.5, -5)
        case .eurostat:
            let score = ratio >= 0.6 ? 5 / 0.7 * (ratio - 0.6) : 5 / 1.2 * (ratio + 0.6) - 5
            result.score = min(max(score, -5), 5)
            if ratio >= 0.95 {
                result.category = .significantProgress
            } else if ratio >= 0.60 {
                result.category = .moderateProgress
            } else {
                result.category = ratio >= 0 ? .moderateDeterioration : .significantDeterioration
            }
        }
    }

    /// C: how much the approach to a natural limit slows a series down.
    private func slowing(_ size: Double) -> Double {
        guard let limit = target.limit.map(abs), size < 2 * limit else { return 1 }
        if size <= limit { return 1 - pow(size / limit, 4.44) }
        return 1 - pow((2 * limit - size) / limit, 4.44)
    }

    private func directed(_ v: Double, slowing c: Double) -> ReferencePace {
        var result = target.thresholds == .canada ? canada(v, c) : eurostat(v, c)
        result.rate = v
        if c == 0, v >= 0 { result.score = 5 }
        return result
    }

    private func canada(_ v: Double, _ c: Double) -> ReferencePace {
        var result = ReferencePace(.deterioration)
        if v >= 0.015 * c, v >= 0 {
            result.category = .substantialProgress
            result.score = min(500 * v / c - 5, 5)
        } else if v >= 0.005 * c, v >= 0 {
            result.category = .moderateProgress
            result.score = 250 * v / c - 1.25
        } else if v >= 0 {
            result.category = .limitedProgress
            result.score = 500 * v / c - 2.5
        } else {
            result.score = max(125 * v - 2.5, -5)
        }
        return result
    }

    private func eurostat(_ v: Double, _ c: Double) -> ReferencePace {
        var result = ReferencePace(.significantDeterioration)
        if v > 0.01 * c || c == 0 && v >= 0 {
            result.category = .significantProgress
        } else if v > 0.001 * c {
            result.category = .moderateProgress
        } else if v >= -0.001 * c {
            result.category = .noProgress
        } else if v >= -0.01 * c {
            result.category = .moderateDeterioration
        }
        result.score = min(max(v >= 0 ? 250 * v / c : 250 * v, -5), 5)
        return result
    }
}
