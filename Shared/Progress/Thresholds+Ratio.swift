public import Messages

/// Towards a goal: the pace over the pace needed from the start.
extension Thresholds {
    /// By which R has its category; `linear` and `logistic` use Statistics Canada's.
    public var ratioScale: Scale {
        switch self {
        case .canada: Self.canadaRatios
        case .eurostat: Self.eurostatRatios
        }
    }

    private static let canadaRatios = Scale(
        [
            Band(.atLeast, 0.95, .substantialProgress), Band(.atLeast, 0.60, .moderateProgress),
            Band(.atLeast, 0, .limitedProgress),
        ], otherwise: .deterioration)

    private static let eurostatRatios = Scale(
        [
            Band(.atLeast, 0.95, .significantProgress), Band(.atLeast, 0.60, .moderateProgress),
            Band(.atLeast, 0, .moderateDeterioration),
        ], otherwise: .significantDeterioration)

    func category(ratio: Double) -> Category { ratioScale.category(of: ratio) }

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
