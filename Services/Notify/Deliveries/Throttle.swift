internal import Time

/// How fast one receiver is called: a bucket of as many requests as its rate allows in a second,
/// filled steadily; slower while the receiver says that it is too much.
struct Throttle: Sendable {
    private let ratePerSecond: Double
    private var tokens: Double
    private var filled: Timestamp
    /// By how much it is slowed down, from 1.
    private var slowness = 1.0
    private var pausedUntil: Timestamp?

    private static let mostSlowness = 64.0

    init(ratePerSecond: Double, now: Timestamp) {
        self.ratePerSecond = ratePerSecond
        tokens = max(1, ratePerSecond)
        filled = now
    }

    /// When the next request may go; not later than `now` when it may at once.
    mutating func free(at now: Timestamp) -> Timestamp {
        if let pausedUntil, pausedUntil > now { return pausedUntil }
        fill(at: now)
        if tokens >= 1 { return now }
        return now.adding(milliseconds: Int64(((1 - tokens) / pace).rounded(.up)))
    }

    /// A request goes.
    mutating func take() { tokens -= 1 }

    /// The receiver answered 429, 502 or 504: half as fast, and nothing at all for so long.
    mutating func slowDown(at now: Timestamp, pauseMilliseconds: Int64) {
        fill(at: now)
        slowness = min(slowness * 2, Self.mostSlowness)
        tokens = min(tokens, 1)
        pausedUntil = now.adding(milliseconds: pauseMilliseconds)
    }

    /// The receiver took something: a little faster again.
    mutating func recover() { slowness = max(1, slowness * 0.9) }

    /// Requests a millisecond.
    private var pace: Double { ratePerSecond / slowness / 1000 }

    private mutating func fill(at now: Timestamp) {
        let passed = max(0, now.milliseconds - filled.milliseconds)
        let capacity = max(1, ratePerSecond / slowness)
        tokens = max(tokens, min(capacity, tokens + Double(passed) * pace))
        filled = now
    }
}
