import Log
import Threading

/// A log that takes so many appends, then fails some: with the given errors one after the other,
/// each after the batch was taken, or for ever as if it were closed.
final class Interruptible: Log {
    private struct State {
        var left: Int
        var failures: [LogError]?
    }
    private let log: any Log
    private let state: Monitor<State>

    init(_ log: any Log, appends: Int, failing failures: [LogError]? = nil) {
        self.log = log
        state = Monitor(State(left: appends, failures: failures))
    }

    var partitionCount: Int32 { log.partitionCount }

    func append(
        _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        let failure: LogError? = state.with { state in
            state.left -= 1
            guard state.left < 0 else { return nil }
            guard var failures = state.failures else { return .closed }
            defer { state.failures = failures }
            return failures.isEmpty ? nil : failures.removeFirst()
        }
        switch failure {
        case nil: log.append(batch, acknowledged)
        case .unavailable(let reason):
            log.append(batch) { _ in acknowledged(.failure(.unavailable(reason))) }
        case let error?: acknowledged(.failure(error))
        }
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
