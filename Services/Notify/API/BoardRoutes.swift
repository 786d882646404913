internal import HTTP
internal import JSON
internal import Messages
internal import Store
internal import Time

/// `/v1/series`, `/v1/progress`, `/v1/targets` and `/v1/indicators`: the board as JSON.
struct BoardRoutes: Sendable {
    let board: Board
    let version: String

    func add(to router: inout Router) {
        list(&router, "/v1/series", ["indicator", "area"], series)
        list(
            &router, "/v1/progress", ["indicator", "area", "target", "category", "asOf"], progress)
        list(&router, "/v1/targets", ["indicator"], targets)
        list(&router, "/v1/indicators", [], indicators)
        router.add(.get, "/v1/targets/{id}", needs: .read) { request, responder in
            answer(request, responder, [], target)
        }
        router.add(.get, "/v1/indicators/{code}", needs: .read) { request, responder in
            answer(request, responder, [], indicator)
        }
        // A series' id is its text; its slashes may stand as they are or percent-encoded.
        let paths = ["{indicator}", "{indicator}/{area}", "{indicator}/{area}/{dimensions}"]
        for path in paths {
            let names = path.split(separator: "/").map { String($0.dropFirst().dropLast()) }
            router.add(.get, "/v1/series/" + path, needs: .read) { request, responder in
                let id = names.map { request.parameter($0) }.joined(separator: "/")
                answer(request, responder, ["asOf", "vintages"]) {
                    file, _, parameters throws(APIError) in
                    try oneSeries(file, id, parameters)
                }
            }
        }
    }

    private typealias Make = (BoardFile, Request, Parameters) throws(APIError) -> [UInt8]

    private func list(
        _ router: inout Router, _ path: String, _ names: [String],
        _ make: @escaping @Sendable (BoardFile, Parameters, Paging) throws(APIError) -> [UInt8]
    ) {
        router.add(.get, path, needs: .read) { request, responder in
            answer(request, responder, names + Paging.names) {
                file, _, parameters throws(APIError) in
                try make(file, parameters, try Paging(parameters))
            }
        }
    }

    private func answer(
        _ request: Request, _ responder: Responder, _ known: [String], _ make: Make
    ) {
        responder.answer { () throws(APIError) in
            let parameters = try Parameters(request.query, known: known)
            let conditional = Conditional(request, board, variant: version)
            if let unchanged = conditional.unchanged { return unchanged }
            let (body, revision) = try board.answer { file throws(APIError) in
                try make(file, request, parameters)
            }
            return conditional.tagged(.json(body), revision)
        }
    }
}

extension Board {
    /// As `read`, for who answers requests.
    func answer<Answer>(
        _ body: (BoardFile) throws(APIError) -> Answer
    ) throws(APIError) -> (answer: Answer, revision: BoardRevision) {
        let result: (answer: Result<Answer, APIError>, revision: BoardRevision)
        do throws(StoreError) {
            result = try read { file throws(StoreError) in
                do throws(APIError) { return .success(try body(file)) } catch {
                    if case .store(let error) = error { throw error }
                    return .failure(error)
                }
            }
        } catch { throw .store(error) }
        return (try result.answer.get(), result.revision)
    }
}

/// Runs `body`, whose errors are the board's.
func asking<Answer>(
    _ body: () throws(StoreError) -> Answer
) throws(APIError) -> Answer {
    do throws(StoreError) { return try body() } catch { throw .store(error) }
}
