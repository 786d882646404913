internal import Messages

/// Without a goal: the yearly rate in the good direction. `room` is C, which narrows the thresholds
/// near a natural limit.
extension Thresholds {
    func category(rate: Double, room: Double) -> Category {
        switch self {
        case .canada:
            if rate >= 0.015 * room { return .substantialProgress }
            if rate >= 0.005 * room { return .moderateProgress }
            return rate >= 0 ? .limitedProgress : .deterioration
        case .eurostat:
            if rate > 0.01 * room || (room == 0 && rate == 0) { return .significantProgress }
            if rate > 0.001 * room { return .moderateProgress }
            if rate >= -0.001 * room { return .noProgress }
            return rate >= -0.01 * room ? .moderateDeterioration : .significantDeterioration
        }
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
