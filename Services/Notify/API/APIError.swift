internal import HTTP
internal import Store

/// Why a request is not answered as was asked.
enum APIError: Error {
    /// The query is to be corrected.
    case parameters([Problem.Fault])
    /// There is nothing of this name.
    case unknown(String)
    /// The board cannot be read now; asked again later, it can.
    case store(StoreError)
    /// A cursor of another log: begin anew.
    case foreignCursor
    /// This instance has not read what the cursor has: asked again later, or of another, it has.
    case behind
    case stopping

    var problem: Problem {
        switch self {
        case .parameters(let faults): Problem(400, "Bad Request", errors: faults)
        case .unknown(let detail): Problem(404, "Not Found", detail: detail)
        case .store:
            Problem(
                503, "Service Unavailable", detail: "The board cannot be read at the moment.",
                headers: [("retry-after", "5")])
        case .behind:
            Problem(
                503, "Service Unavailable",
                detail: "This instance has not yet read the log up to the cursor.",
                headers: [("retry-after", "1")])
        case .stopping:
            Problem(
                503, "Service Unavailable", detail: "The service is stopping.",
                headers: [("retry-after", "1")])
        case .foreignCursor:
            Problem(
                410, "Gone",
                detail: "This cursor is of another log; begin anew, with after=earliest or since.")
        }
    }
}

extension Responder {
    /// Answers with what `make` makes, or with the problem of its error.
    func answer(_ make: () throws(APIError) -> Response) {
        do throws(APIError) { answer(try make()) } catch { answer(error.problem) }
    }
}
