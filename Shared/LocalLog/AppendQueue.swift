internal import Log
internal import Threading

/// Batches on their way to the writer, within a bound.
final class AppendQueue: Sendable {
    struct Append: Sendable {
        let batch: Batch
        let acknowledged: @Sendable (Result<[Int64], LogError>) -> Void

        /// With what memory needs beside the bytes.
        var memoryBytes: Int { batch.byteCount + batch.count * 64 + 128 }
    }
    private struct State {
        var waiting: [Append] = []
        /// Of those that wait and those that the writer has in hand.
        var bytes = 0
        /// The failure that is being told: what comes behind it fails likewise.
        var failing: LogError?
        var closed = false
    }
    private let state = Monitor(State())
    private let limitBytes: Int

    init(limitBytes: Int) { self.limitBytes = limitBytes }

    /// Takes the batch, or tells at once why not. One that is larger than the bound is taken alone.
    func push(_ append: Append) {
        let refusal: LogError? = state.with { state in
            if state.closed { return .closed }
            if let failing = state.failing { return failing }
            let bytes = state.bytes + append.memoryBytes
            guard bytes <= limitBytes || state.bytes == 0 else { return .full }
            state.bytes = bytes
            state.waiting.append(append)
            return nil
        }
        if let refusal { append.acknowledged(.failure(refusal)) }
    }

    /// All that waits; none when nothing came within `timeoutMilliseconds`, nil when closed.
    func take(timeoutMilliseconds: Int) -> [Append]? {
        let taken: [Append]?? = state.wait(timeoutMilliseconds: timeoutMilliseconds) { state in
            if state.closed { return .some(nil) }
            guard !state.waiting.isEmpty else { return nil }
            defer { state.waiting = [] }
            return state.waiting
        }
        return taken ?? []
    }

    /// Frees the room of `appends`, which are on the log.
    func release(_ appends: [Append]) {
        let bytes = appends.reduce(0) { $0 + $1.memoryBytes }
        state.with { $0.bytes -= bytes }
    }

    /// Tells `appends`, all that waits behind them, and all that comes until these are told.
    func fail(_ appends: [Append], _ error: LogError) {
        let behind = state.with { state in
            defer { state.waiting = [] }
            state.failing = error
            state.bytes = 0
            return state.waiting
        }
        for append in appends + behind { append.acknowledged(.failure(error)) }
        state.with { $0.failing = nil }
    }

    func close() { state.with { $0.closed = true } }
}
