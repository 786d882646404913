/// Answers one request, now or later, from any thread; dropped without an answer, it answers 500.
public final class Responder: Sendable {
    private let exchange: Exchange

    init(_ exchange: Exchange) { self.exchange = exchange }

    deinit {
        exchange.answerIfOwed(
            Problem(500, "Internal Server Error", detail: "The request was left unanswered."))
    }

    /// The first answer counts. False when it came too late: there was one, or the client left.
    @discardableResult
    public func answer(_ response: Response) -> Bool { exchange.answer(response) }

    @discardableResult
    public func answer(_ problem: Problem) -> Bool { exchange.answer(problem.response) }

    /// Takes no more of the body until `resumeBody`: the client's sending comes to a halt.
    public func pauseBody() { exchange.pauseBody() }

    public func resumeBody() { exchange.resumeBody() }
}
