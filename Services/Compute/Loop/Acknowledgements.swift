internal import Log
internal import Threading

/// The log's answers on their way to the loop's thread.
final class Acknowledgements: Sendable {
    struct Answer: Sendable {
        /// Which owner appended: each time a partition is taken it has another.
        let owner: Int
        let batch: BatchID
        let result: Result<[Int64], LogError>
    }
    private let answers = Monitor<[Answer]>([])

    /// From a thread of the log.
    func add(_ answer: Answer) { answers.with { $0.append(answer) } }

    func takeAll() -> [Answer] {
        answers.with { answers in
            defer { answers.removeAll(keepingCapacity: true) }
            return answers
        }
    }

    /// Waits until there is an answer; empty when time ran out.
    func waitForAny(timeoutMilliseconds: Int) -> [Answer] {
        answers.wait(timeoutMilliseconds: timeoutMilliseconds) { answers in
            guard !answers.isEmpty else { return nil }
            defer { answers = [] }
            return answers
        } ?? []
    }
}
