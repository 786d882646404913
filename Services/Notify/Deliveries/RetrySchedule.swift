/// When a delivery that failed is attempted again.
struct RetrySchedule: Sendable {
    /// The wait after the first failure, after the second, …; then the delivery is dead.
    let delaysMilliseconds: [Int64]
    /// Waits differ by up to a fifth, so that what failed together does not come back together.
    static let jitter = 0.2

    /// 10 attempts over 75 hours.
    static let standard = RetrySchedule(
        delaysSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400])

    init(delaysSeconds: [Double]) {
        delaysMilliseconds = delaysSeconds.map { Int64($0 * 1000) }
    }

    /// The wait after so many failures; nil when that was the last attempt. What the receiver asks
    /// for (`Retry-After`) counts within one and two times the wait of the schedule.
    func delayMilliseconds(
        afterFailures failures: Int, askedMilliseconds: Int64?,
        using random: inout some RandomNumberGenerator
    ) -> Int64? {
        guard delaysMilliseconds.indices.contains(failures - 1) else { return nil }
        let base = delaysMilliseconds[failures - 1]
        if let askedMilliseconds { return min(max(askedMilliseconds, base), 2 * base) }
        let factor = Double.random(in: 1 - Self.jitter...1 + Self.jitter, using: &random)
        return Int64(Double(base) * factor)
    }
}

/// A seeded generator, so that a run can be repeated.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
