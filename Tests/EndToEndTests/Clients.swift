import HTTP
import JSON
import Synchronization
import Testing
import Threading

/// Clients that send a load to a service that comes and goes. Each call is repeated until it is
/// answered: under its own submission, so that it has an effect once.
final class Clients: Sendable {
    /// What became of the calls that were answered.
    struct Answered: Sendable {
        /// By submission.
        var taken: [String: Load.Call] = [:]
        var refused: [String: Load.Call] = [:]
        var definitions = 0
        var repeats = 0
        /// Answers that no call of the load may get.
        var surprises: [String] = []
    }

    private struct State {
        var ingest: Face?
        var load: Load
        var isOver = false
        var answered = Answered()
    }

    private let state: Monitor<State>
    private let threads: [Thread]

    init(count: Int, seed: UInt64) {
        let state = Monitor(State(load: Load(seed: seed)))
        self.state = state
        threads = (0..<count).map { _ in Thread(name: "client") { Self.run(state) } }
    }

    /// Where the service is; nil while there is none.
    func send(to ingest: Face?) { state.with { $0.ingest = ingest } }

    var answeredCount: Int {
        state.with { $0.answered.taken.count + $0.answered.definitions }
    }

    /// Waits until so many calls have been taken in all.
    func wait(until count: Int) throws {
        try #require(
            state.wait(timeoutMilliseconds: 120_000) {
                $0.answered.taken.count + $0.answered.definitions >= count ? () : nil
            } != nil, "the load came to a halt")
    }

    /// Ends the load when each call that was begun is answered.
    func finish() -> Answered {
        state.with { $0.isOver = true }
        for thread in threads { thread.join() }
        return state.with { $0.answered }
    }

    private static func run(_ state: Monitor<State>) {
        while let call = state.with({ $0.isOver ? nil : $0.load.next() }) {
            var isAnswered = false
            while !isAnswered {
                // Whoever ends the load sees to it that there is a service.
                let ingest = state.wait { $0.ingest }
                var answer: Face.Answer?
                var isThere = true
                do {
                    answer = try ingest.send(
                        call.method, call.path, call.body, key: call.submission)
                } catch ClientError.timedOut {
                    // It waits for the log.
                } catch { isThere = false }
                isAnswered = state.with { [answer, isThere] state in
                    // Nobody is there any more: the next that starts is told to all.
                    if !isThere, state.ingest?.base == ingest.base { state.ingest = nil }
                    return state.answered.take(answer, to: call)
                }
            }
        }
    }
}

extension Clients.Answered: CustomStringConvertible {
    var description: String {
        "\(taken.count) reports taken, \(definitions) definitions, \(repeats) calls repeated"
    }

    /// False when the call has to be repeated.
    fileprivate mutating func take(_ answer: Face.Answer?, to call: Load.Call) -> Bool {
        switch (answer?.status, call.submission) {
        case (nil, _), (503, _):
            repeats += 1
            return false
        case (202, let submission?): taken[submission] = call
        case (422, let submission?): refused[submission] = call
        case (200, nil), (201, nil), (202, nil), (404, nil), (422, nil): definitions += 1
        case (let status?, _):
            surprises.append("\(call.method) \(call.path): \(status) \(answer?.document ?? .null)")
        }
        return true
    }
}
