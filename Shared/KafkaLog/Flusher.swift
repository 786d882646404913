internal import CRdkafka
internal import Threading

/// Lets what librdkafka was handed go, once all that goes together is there.
///
/// Of several records, its own thread sees the first before the last is handed over. Where it waits
/// for no more (`linger.ms` 0) it sends that one by itself, and the rest a round trip later; where
/// it waits, it does so for whole milliseconds. It waits for nothing as long as somebody flushes.
final class Flusher: Sendable {
    private enum State {
        case resting, wanted(Client), closed
    }
    private let state: Monitor<State>
    private let thread: Thread
    /// So long librdkafka's thread has to look, or it waits for `linger.ms` after all.
    private static let milliseconds: Int32 = 1

    init() {
        let state = Monitor(State.resting)
        self.state = state
        thread = Thread(name: "kafka-flush") {
            while let client = Self.next(state) {
                _ = unsafe rd_kafka_flush(client.handle, Self.milliseconds)
            }
        }
    }

    private static func next(_ state: Monitor<State>) -> Client? {
        state.wait { state -> Client?? in
            switch state {
            case .resting: return nil
            case .closed: return .some(nil)
            case .wanted(let client):
                state = .resting
                return client
            }
        }
    }

    /// Does not wait.
    func flush(_ client: Client) {
        state.with { state in
            if case .closed = state { return }
            state = .wanted(client)
        }
    }

    /// Waits until nothing is flushed any more.
    func close() {
        state.with { $0 = .closed }
        thread.join()
    }
}
