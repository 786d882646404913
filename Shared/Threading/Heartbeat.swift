internal import Glibc
internal import Synchronization

/// Shows others whether a loop still comes round.
///
///     heartbeat.beat()    // each time it comes round
///     heartbeat.rest()    // before it waits for work, for however long that may be
public final class Heartbeat: Sendable {
    /// Of the monotonic clock; `resting` while it may be silent.
    private let lastSeconds = Atomic<UInt64>(Heartbeat.resting)
    private static let resting = (-1.0).bitPattern

    /// It rests until its first beat.
    public init() {}

    public func beat() { lastSeconds.store(Self.now().bitPattern, ordering: .relaxed) }

    public func rest() { lastSeconds.store(Self.resting, ordering: .relaxed) }

    /// For how long it has been silent without resting, in seconds of the monotonic clock.
    public var silenceSeconds: Double {
        let last = lastSeconds.load(ordering: .relaxed)
        return last == Self.resting ? 0 : Self.now() - Double(bitPattern: last)
    }

    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
