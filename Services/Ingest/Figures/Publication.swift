internal import JSON
internal import Log
internal import Messages
internal import Telemetry
internal import Threading
internal import Time

/// Makes records of updates.
struct RecordWriter: ~Copyable {
    private(set) var batch = Batch()
    private var writer = Writer(capacity: 2048)
    private var number = 0
    private let submission: String
    private let traceparent: String
    private let time: Timestamp
    private let partitions: Int32

    init(submission: String, traceparent: String, time: Timestamp, partitions: Int32) {
        self.submission = submission
        self.traceparent = traceparent
        self.time = time
        self.partitions = partitions
    }

    /// Adds the update's record, in the partition of its indicator.
    mutating func add(_ update: Update, of code: IndicatorCode) throws(LogError) {
        let event = UpdateEvent(
            id: "\(submission)/\(number)", time: time, traceparent: traceparent, update: update)
        number += 1
        event.encode(into: &writer)
        let value = writer.take()
        let key = code.text
        let partition = Partitioner.partition(of: key.utf8.span, among: partitions)
        try batch.add(
            to: Partition(.updates, partition), key: key.utf8.span, value: value.span)
    }

    /// What was made since the last time.
    mutating func take() -> Batch {
        defer { batch = Batch() }
        return batch
    }

    /// Forgets what was made, and keeps its memory.
    mutating func reset() { batch.removeAll(keepingCapacity: true) }
}

extension Log {
    /// Appends, and lets `seconds` observe how long it took until the log had all.
    func append(
        _ batch: Batch, timing seconds: Histogram,
        _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        let begin = ContinuousClock.now
        append(batch) { result in
            if case .success = result {
                seconds.observe((ContinuousClock.now - begin) / .seconds(1))
            }
            acknowledged(result)
        }
    }
}

/// Appends batches one after the other, with a bound on what the log has not acknowledged yet.
/// Blocks: for threads that may wait.
final class AppendWindow: Sendable {
    private struct State {
        var waitingBytes = 0
        var failure: LogError?
    }
    private let state = Monitor(State())
    private let log: any Log
    /// How long the log takes to acknowledge.
    private let seconds: Histogram

    static let batchBytes = 512 << 10
    private static let limitBytes = 4 << 20
    /// How often, and how long, a log is asked again whose buffer is full.
    private static let retries = 200
    private static let retryMilliseconds = 50

    init(log: any Log, _ seconds: Histogram) {
        self.log = log
        self.seconds = seconds
    }

    /// Returns when there is room for more; throws when the log has failed.
    func append(_ batch: Batch) throws(LogError) {
        guard !batch.isEmpty else { return }
        for _ in 0..<Self.retries {
            let failure: LogError? = state.wait { state -> LogError?? in
                if let failure = state.failure { return .some(failure) }
                guard state.waitingBytes < Self.limitBytes else { return nil }
                state.waitingBytes += batch.byteCount
                return .some(nil)
            }
            if let failure { throw failure }
            let refused = Monitor(false)
            log.append(batch, timing: seconds) { [self] result in
                state.with { state in
                    state.waitingBytes -= batch.byteCount
                    if case .failure(let error) = result {
                        if error == .full {
                            refused.with { $0 = true }
                        } else {
                            state.failure = state.failure ?? error
                        }
                    }
                }
            }
            guard refused.with({ $0 }) else { return }
            _ = state.wait(timeoutMilliseconds: Self.retryMilliseconds) { state in
                state.failure == nil ? nil : true
            }
        }
        throw .full
    }

    /// Returns when the log has all.
    func finish() throws(LogError) {
        let failure: LogError? = state.wait { state -> LogError?? in
            if let failure = state.failure { return .some(failure) }
            return state.waitingBytes == 0 ? .some(nil) : nil
        }
        if let failure { throw failure }
    }
}
