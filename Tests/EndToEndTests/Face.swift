import HTTP
import JSON
import Testing

/// One service of a running `peil up`, as a client sees it.
struct Face: Sendable {
    let base: String
    let token: String
    private let client = Client(ClientConfiguration(policy: .any))

    init(_ base: String, token: String) {
        self.base = base
        self.token = token
    }

    struct Answer {
        let status: Int
        let document: Value
    }

    func send(
        _ method: Method, _ path: String, _ body: String = "", type: String = "application/json",
        key: String? = nil
    ) throws -> Answer {
        var request = ClientRequest(method, base + path, body: Array(body.utf8))
        request.headers = [("authorization", "Bearer \(token)"), ("content-type", type)]
        if let key { request.headers.append(("idempotency-key", key)) }
        request.bodyLimitBytes = 64 << 20
        let response = try client.send(request)
        let document = response.body.isEmpty ? .null : try Value(response.body.span)
        return Answer(status: response.status, document: document)
    }

    /// All elements of a list that comes in pages.
    func list(_ path: String, _ name: String) throws -> [Value] {
        var elements: [Value] = []
        var next: String? = ""
        while let after = next {
            let answer = try send(
                .get, "\(path)?limit=1000" + (after.isEmpty ? "" : "&after=\(after)"))
            try #require(answer.status == 200, "\(path): \(answer.document)")
            elements += answer.document[name]?.elements ?? []
            next = answer.document["next"]?.string
        }
        return elements
    }
}
