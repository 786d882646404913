import Log
import Threading

/// A log whose appends to a topic can be held back for a while.
final class HeldLog: Log {
    private struct State {
        var topic: Topic?
        var held: [(Batch, @Sendable (Result<[Int64], LogError>) -> Void)] = []
    }
    private let log: any Log
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

    var partitionCount: Int32 { log.partitionCount }

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

    func reader() throws(LogError) -> any Consumer { try log.reader() }

    func member(of group: String, on topic: Topic) throws(LogError) -> any Consumer {
        try log.member(of: group, on: topic)
    }

    func bounds(of partition: Partition) throws(LogError) -> Range<Int64> {
        try log.bounds(of: partition)
    }

    func record(at offset: Int64, of partition: Partition) throws(LogError) -> StoredRecord? {
        try log.record(at: offset, of: partition)
    }

    func lastRecord(of partition: Partition) throws(LogError) -> StoredRecord? {
        try log.lastRecord(of: partition)
    }

    func close() { log.close() }
}
