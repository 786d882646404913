public import Messages

/// Without a goal: the yearly rate in the good direction. `room` is C, which narrows the thresholds
/// near a natural limit.
extension Thresholds {
    /// By which v has its category, each limit times C.
    public var rateScale: Scale {
        switch self {
        case .canada: Self.canadaRates
        case .eurostat: Self.eurostatRates
        }
    }

    private static let canadaRates = Scale(
        [
            Band(.atLeast, 0.015, .substantialProgress),
            Band(.atLeast, 0.005, .moderateProgress), Band(.atLeast, 0, .limitedProgress),
        ], otherwise: .deterioration)

    private static let eurostatRates = Scale(
        [
            Band(.above, 0.01, .significantProgress), Band(.above, 0.001, .moderateProgress),
            Band(.atLeast, -0.001, .noProgress), Band(.atLeast, -0.01, .moderateDeterioration),
        ], otherwise: .significantDeterioration)

    func category(rate: Double, room: Double) -> Category {
        // At the limit itself, what does not get worse could not be better.
        if self == .eurostat, room == 0, rate == 0 { return .significantProgress }
        return rateScale.category(of: rate, scale: room)
    }

    /// −5 … 5; the constants are the published ones.
    func score(rate: Double, room: Double) -> Double {
        if rate >= 0, room == 0 { return 5 }
        switch self {
        case .canada:
            let score =
                switch category(rate: rate, room: room) {
                case .substantialProgress: 500 * rate / room - 5
                case .moderateProgress: 250 * rate / room - 1.25
                case .limitedProgress: 500 * rate / room - 2.5
                default: 125 * rate - 2.5
                }
            return Thresholds.within(score)
        case .eurostat:
            return Thresholds.within(rate >= 0 ? 250 * rate / room : 250 * rate)
        }
    }
}
