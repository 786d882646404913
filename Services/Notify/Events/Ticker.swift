internal import Threading

/// Ticks once a second: what happens by the clock happens then.
final class Ticker: Sendable {
    private let tick: @Sendable (_ nowSeconds: Double) -> Void
    private let stopping = Monitor(false)

    init(_ tick: @escaping @Sendable (_ nowSeconds: Double) -> Void) { self.tick = tick }

    /// Returns after `stop`.
    func run() {
        while stopping.wait(timeoutMilliseconds: 1_000, until: { $0 ? true : nil }) == nil {
            tick(MonotonicClock.seconds())
        }
    }

    func stop() { stopping.with { $0 = true } }
}
