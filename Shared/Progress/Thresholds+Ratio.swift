internal import Messages

/// Towards a goal: the pace over the pace needed from the start.
extension Thresholds {
    func category(ratio: Double) -> Category {
        switch self {
        case .canada:
            if ratio >= 0.95 { return .substantialProgress }
            if ratio >= 0.60 { return .moderateProgress }
            return ratio >= 0 ? .limitedProgress : .deterioration
        case .eurostat:
            if ratio >= 0.95 { return .significantProgress }
            if ratio >= 0.60 { return .moderateProgress }
            return ratio >= 0 ? .moderateDeterioration : .significantDeterioration
        }
    }

    /// −5 … 5; the constants are the published ones.
    func score(ratio: Double) -> Double {
        let score =
            switch (self, ratio >= 0.60) {
            case (.canada, true): 7.1429 * ratio - 4.2857
            case (.canada, false): 4.1667 * ratio - 2.5
            case (.eurostat, true): 5 / 0.7 * (ratio - 0.6)
            case (.eurostat, false): 5 / 1.2 * (ratio + 0.6) - 5
            }
        return Thresholds.within(score)
    }

    /// A score at its 9 decimals, within −5 … 5.
    static func within(_ score: Double) -> Double { Rounding.ratio(min(max(score, -5), 5)) }
}
