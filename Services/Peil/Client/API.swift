internal import HTTP
internal import JSON
internal import Threading

/// One service's HTTP interface, as a command uses it.
struct API: Sendable {
    let name: String
    /// `http://127.0.0.1:8080`, without a slash at its end.
    let base: String
    /// The variable that says where it is.
    private let variable: String?
    private let token: String?
    private let client: Client

    init(name: String, base: String, variable: String?, token: String?, client: Client) {
        self.name = name
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.variable = variable
        self.token = token
        self.client = client
    }

    typealias Parameters = [(name: String, value: String)]

    /// The document at `path`.
    func get(_ path: String, _ parameters: Parameters = []) throws(Failure) -> Value {
        try document(of: send(request(.get, path, parameters)))
    }

    /// The plain text at `path`.
    func text(_ path: String, _ parameters: Parameters = []) throws(Failure) -> String {
        var request = request(.get, path, parameters)
        request.headers.append(("accept", "text/plain"))
        let response = try send(request)
        guard response.status == 200 else { throw refusal(response) }
        guard let text = String(validating: response.body, as: UTF8.self) else { throw garbled }
        return text
    }

    /// All elements of a list that comes in pages, `{"<name>":[…],"next":…}`.
    func list(
        _ path: String, _ name: String, _ parameters: Parameters = []
    ) throws(Failure) -> [Value] {
        var elements: [Value] = []
        var next: String?
        repeat {
            let page = try get(path, parameters + (next.map { [("after", $0)] } ?? []))
            elements += page[name]?.elements ?? []
            next = page["next"]?.string
        } while next != nil
        return elements
    }

    /// What the service answers to a document that is sent.
    func post(
        _ path: String, _ body: [UInt8], type: String = "application/json",
        _ parameters: Parameters = []
    ) throws(Failure) -> Value {
        var request = request(.post, path, parameters)
        request.body = body
        request.headers.append(("content-type", type))
        return try document(of: send(request))
    }

    func request(_ method: Method, _ path: String, _ parameters: Parameters = []) -> ClientRequest {
        let query = parameters.map { "\($0.name)=\(PercentCoding.encode($0.value))" }
        let url = base + path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        var request = ClientRequest(method, url)
        request.bodyLimitBytes = 256 << 20
        request.totalTimeoutMilliseconds = 60_000
        if let token { request.headers.append(("authorization", "Bearer \(token)")) }
        return request
    }

    func send(_ request: ClientRequest) throws(Failure) -> ClientResponse {
        do throws(ClientError) { return try answer(to: request) } catch {
            throw unreachable(error)
        }
    }

    /// Whatever the service answers.
    func answer(to request: ClientRequest) throws(ClientError) -> ClientResponse {
        try client.send(request)
    }

    /// The same service by a client of its own: whose thread may wait for others' answers.
    var apart: API {
        API(
            name: name, base: base, variable: variable, token: token,
            client: Client(ClientConfiguration(policy: .any)))
    }

    /// Hands the body of a 2xx answer to `receive` as it comes, and the rest to `completion`.
    func begin(
        _ request: ClientRequest, receive: @escaping @Sendable (Span<UInt8>) -> Bool,
        completion: @escaping @Sendable (Result<ClientResponse, ClientError>) -> Void
    ) {
        client.stream(request, receive: receive, completion: completion)
    }

    /// Hands the body of a 2xx answer to `receive` as it comes; returns at its end.
    func stream(
        _ request: ClientRequest, receive: @escaping @Sendable (Span<UInt8>) -> Bool
    ) -> Result<ClientResponse, ClientError> {
        let answer = Monitor<Result<ClientResponse, ClientError>?>(nil)
        begin(request, receive: receive) { result in answer.with { $0 = result } }
        return answer.wait { $0 }
    }

    /// The answer's document; throws what a problem says.
    func document(of response: ClientResponse) throws(Failure) -> Value {
        guard 200..<300 ~= response.status else { throw refusal(response) }
        if response.body.isEmpty { return .object([]) }
        do throws(JSONError) { return try Value(response.body.span) } catch { throw garbled }
    }

    /// What answers is not this service.
    var garbled: Failure {
        .refused(
            "\(name) at \(base) answered something that is not understood",
            advice: "see that this is the address of Peil's \(name)")
    }

    /// Whether anybody listens there.
    var answers: Bool { (try? answer(to: request(.get, "/livez"))) != nil }

    /// What keeps the service from its work, as it says itself; nil: nothing does.
    var fault: String? {
        guard let response = try? answer(to: request(.get, "/readyz")) else {
            return "\(name) does not answer"
        }
        return Self.fault(in: response).map { "\(name): \($0)" }
    }

    /// What an answer of `/readyz` says is wrong; nil: nothing is.
    static func fault(in response: ClientResponse) -> String? {
        if response.status == 200 { return nil }
        let checks = (try? Value(response.body.span))?["checks"]?.members ?? []
        let failing = checks.first { $0.value.string != "ok" }
        return failing?.value.string ?? "not ready (HTTP \(response.status))"
    }

    func unreachable(_ error: ClientError) -> Failure {
        let other = variable.map { ", or say where it is with \($0)" } ?? ""
        return .unreachable(
            "\(name) at \(base) cannot be reached: \(error)",
            advice: "start it with `peil up`\(other)")
    }
}
