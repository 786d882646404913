internal import HTTP
internal import JSON
internal import Messages
internal import Store
internal import Time

/// `/v1/progress/{target}/explain`: how an assessment came about, as JSON or as plain text.
struct ExplanationRoutes: Sendable {
    let board: Board
    let version: String

    private static let known = ["area", "dimensions", "lang", "asOf"]
    /// So many series are looked at for one that is meant.
    private static let seriesLimit = 1_000

    func add(to router: inout Router) {
        router.add(.get, "/v1/progress/{target}/explain", needs: .read) { request, responder in
            responder.answer { () throws(APIError) in try answer(request) }
        }
    }

    private func answer(_ request: Request) throws(APIError) -> Response {
        let parameters = try Parameters(request.query, known: Self.known)
        let words = Words(
            try parameters.one("lang", Parameters.choice) ?? Language(request))
        let isText = request.headers["accept"]?.contains("text/plain") == true
        let conditional = Conditional(
            request, board,
            variant: "\(version)-\(words.language.rawValue)-\(isText ? "text" : "json")")
        if let unchanged = conditional.unchanged { return unchanged }
        let (response, revision) = try board.answer { file throws(APIError) in
            let worked = try worked(file, request.parameter("target"), parameters)
            let explanation = Explanation(worked, words)
            if isText { return Response.text(explanation.text) }
            var writer = Writer(capacity: 16_384)
            explanation.encode(into: &writer)
            return Response.json(writer.take())
        }
        return conditional.tagged(response, revision)
    }

    /// The one series that is meant, worked out.
    private func worked(
        _ file: BoardFile, _ target: String, _ parameters: Parameters
    ) throws(APIError) -> WorkedProgress {
        let time = try parameters.one("asOf", Parameters.endOfTime)
        let area = try parameters.one("area") { text throws(ValidationError) in
            try Area(text).text
        }
        let dimensions =
            try parameters.one("dimensions") { text throws(ValidationError) in
                try Dimensions(text: text[...])
            } ?? .none
        let query = ProgressQuery(area: area, target: target)
        let found = try asking { () throws(StoreError) -> [WorkedProgress] in
            if let time {
                return try file.progress(
                    query, asOf: time, after: .beginning, limit: Self.seriesLimit
                ).filter { $0.entry.has(dimensions) }
            }
            let entries = try file.progress(query, after: .beginning, limit: Self.seriesLimit)
                .filter { $0.has(dimensions) }
            // Of several none is worked out: which is meant is asked.
            return try entries.prefix(2).map { entry throws(StoreError) in try file.worked(entry) }
        }
        guard let first = found.first else {
            throw .unknown(
                area == nil && dimensions.all.isEmpty
                    ? "There is no target \(target)." : "\(target) has no such series.")
        }
        guard found.count == 1 else { throw .parameters([Self.ambiguous(found)]) }
        return first
    }

    private static func ambiguous(_ found: [WorkedProgress]) -> Problem.Fault {
        let examples = found.prefix(2).compactMap { $0.entry.series?.series.text }
        return Problem.Fault(
            code: "ambiguous_series", message: "the target is about several series",
            found: examples.joined(separator: ", "),
            expected: "area, and dimensions where an area has several, for one of them")
    }
}

extension ProgressEntry {
    /// Whether its series has these dimensions.
    fileprivate func has(_ dimensions: Dimensions) -> Bool {
        (series?.series.dimensions ?? target.target.dimensions).contains(dimensions)
    }
}
