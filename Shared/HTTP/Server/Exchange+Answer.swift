internal import Synchronization

extension Exchange {
    /// What the connection's thread does next.
    enum Next {
        case send(Response)
        case wait
        case hangUp
    }

    /// From any thread; the first answer counts.
    func answer(_ response: Response) -> Bool {
        shared.withLock { shared in
            if shared.answered || shared.aborted || shared.completed { return false }
            shared.answered = true
            shared.response = response
            wake(&shared)
            return true
        }
    }

    func answerIfOwed(_ problem: Problem) {
        if shared.withLock({ $0.answered }) { return }
        _ = answer(problem.response)
    }

    /// The request has come whole: the answer if it is there, otherwise the connection sleeps
    /// until it is.
    func settle() -> Next {
        if let next = shared.withLock({ ready(&$0) }) { return next }
        register()
        return shared.withLock { shared in
            if let next = ready(&shared) { return next }
            if core.isStopping { return .hangUp }
            if !shared.suspended {
                shared.suspended = true
                connection.suspend()
            }
            return .wait
        }
    }

    private func ready(_ shared: inout Shared) -> Next? {
        if shared.aborted { return .hangUp }
        defer { shared.response = nil }
        return shared.response.map { .send($0) }
    }

    /// Under the lock, so that it does not pass the suspending.
    func wake(_ shared: inout Shared) {
        guard shared.suspended, !shared.completed else { return }
        shared.suspended = false
        connection.resume()
    }

    /// Ends the event stream, if it is one.
    func endStream() { shared.withLock { $0.stream }?.end() }

    /// Breaks it off: the server stops.
    func abort() {
        let stream = shared.withLock { shared in
            shared.aborted = true
            wake(&shared)
            return shared.stream
        }
        stream?.abort()
    }
}
