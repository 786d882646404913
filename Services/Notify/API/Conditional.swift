internal import HTTP

/// Answers that are not sent again while the board is the same.
struct Conditional {
    private let board: Board
    /// What else an answer depends on: the program's version, a language.
    private let variant: String
    private let wanted: String?

    init(_ request: Request, _ board: Board, variant: String) {
        self.board = board
        self.variant = variant
        wanted = request.headers["if-none-match"]
    }

    private func tag(_ revision: BoardRevision) -> String { "W/\"\(revision.text)-\(variant)\"" }

    /// 304 where the client has the answer already.
    var unchanged: Response? {
        guard let wanted else { return nil }
        let tag = tag(BoardRevision(board.positions))
        guard wanted.contains(tag) else { return nil }
        return Response(304, headers: headers(tag), body: .bytes([]))
    }

    /// `response` under the tag of the revision that it was made of.
    func tagged(_ response: Response, _ revision: BoardRevision) -> Response {
        var response = response
        response.headers += headers(tag(revision))
        return response
    }

    private func headers(_ tag: String) -> [(name: String, value: String)] {
        [("etag", tag), ("cache-control", "no-cache"), ("vary", "accept-language, accept")]
    }
}
