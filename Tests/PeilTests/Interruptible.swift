import Log
import Support
import Threading

/// A log that takes so many appends, then fails some: with the given errors one after the other,
/// each after the batch was taken, or for ever as if it were closed.
final class Interruptible: ForwardingLog {
    private struct State {
        var left: Int
        var failures: [LogError]?
    }
    let log: any Log
    private let state: Monitor<State>

    init(_ log: any Log, appends: Int, failing failures: [LogError]? = nil) {
        self.log = log
        state = Monitor(State(left: appends, failures: failures))
    }

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
}
