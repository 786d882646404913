public import Log
internal import Threading

/// What the loop tells of itself to whoever asks from another thread.
public final class ComputeHealth: Sendable {
    private struct State {
        var isRunning = false
        /// What keeps each owned partition from being up to date; empty: nothing does.
        var faults: [Int32: String] = [:]
        /// What keeps the loop from reading the log.
        var logFault: String?
        var hasClaimed = false
        /// One past the last record of each owned partition whose outcomes are out and whose state
        /// is kept.
        var committed: [Int32: Int64] = [:]
    }
    private let state = Monitor(State())
    private let heartbeat = Heartbeat()

    /// A loop that has not come round for so long hangs.
    private static let limitSeconds = 60.0

    /// What is wrong with the loop itself; nil: it makes progress.
    public var liveFault: String? {
        guard state.with({ $0.isRunning }) else { return "the loop does not run" }
        let silence = heartbeat.silenceSeconds
        return silence < Self.limitSeconds ? nil : "the loop hangs since \(Int(silence)) seconds"
    }

    /// Why outcomes may be late; nil: all partitions owned are up to date.
    public var readyFault: String? {
        state.with { state in
            if !state.isRunning { return "the loop does not run" }
            if let fault = state.logFault { return fault }
            if !state.hasClaimed { return "no partition was given to this process yet" }
            return state.faults.sorted { $0.key < $1.key }.first.map {
                "partition \($0.key): \($0.value)"
            }
        }
    }

    /// Whether all records of updates before these offsets are folded, their outcomes on the log
    /// and their state kept, by this process. Of other topics compute has nothing to do.
    public func hasTaken(_ ends: [Partition: Int64]) -> Bool {
        state.with { state in
            ends.allSatisfy { partition, end in
                partition.topic != .updates || state.committed[partition.number] ?? 0 >= end
            }
        }
    }

    func run(_ isRunning: Bool) { state.with { $0.isRunning = isRunning } }

    /// The loop comes round.
    func beat() { heartbeat.beat() }

    func tell(logFault: String?) { state.with { $0.logFault = logFault } }

    func claimed() { state.with { $0.hasClaimed = true } }

    /// Nil: the partition is up to date.
    func tell(_ partition: Int32, _ fault: String?) { state.with { $0.faults[partition] = fault } }

    func tell(_ partition: Int32, committed next: Int64) {
        state.with { $0.committed[partition] = next }
    }

    /// The partition is another's, or nobody's.
    func forget(_ partition: Int32) {
        state.with { state in
            state.faults[partition] = nil
            state.committed[partition] = nil
        }
    }
}
