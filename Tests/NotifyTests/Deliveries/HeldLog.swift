import Log
import Support
import Threading

/// A log whose appends to a topic can be held back for a while.
final class HeldLog: ForwardingLog {
    private struct State {
        var topic: Topic?
        var held: [(Batch, @Sendable (Result<[Int64], LogError>) -> Void)] = []
    }
    let log: any Log
    private let state = Monitor(State())

    init(_ log: any Log) { self.log = log }

    /// Appends to `topic` wait from now on.
    func hold(_ topic: Topic) { state.with { $0.topic = topic } }

    func waitUntilHeld() { state.wait { $0.held.isEmpty ? nil : () } }

    /// What was held is appended, and what comes is not held any more.
    func release() {
        let held = state.with { state in
            defer { state = State() }
            return state.held
        }
        for (batch, acknowledged) in held { log.append(batch, acknowledged) }
    }

    func append(
        _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        let isHeld = state.with { state in
            var concerns = false
            batch.forEach { partition, _ in
                if partition.topic == state.topic { concerns = true }
            }
            if concerns { state.held.append((batch, acknowledged)) }
            return concerns
        }
        if !isHeld { log.append(batch, acknowledged) }
    }
}
