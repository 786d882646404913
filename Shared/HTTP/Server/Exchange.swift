internal import Synchronization

/// One request and its answer, from the request's head to the last byte sent.
///
/// Sendable by two rules: `phase` and all else that is plain is touched by the connection's own
/// thread only (libmicrohttpd keeps a connection on one thread), and what others touch is in
/// `shared`.
final class Exchange: @unchecked Sendable {
    enum Phase {
        /// The answer is known, the body is of no interest.
        case discarding
        case collecting(BodyIntake, Request, Router.Handler)
        case streaming(BodyIntake, any BodyConsumer)
        /// The handler has everything.
        case handed
        case sent
    }
    struct Shared {
        var response: Response?
        var answered = false
        var suspended = false
        var pausing = false
        /// To be broken off when it is next looked at.
        var aborted = false
        var stream: EventStream?
        /// The connection must not be touched any more.
        var completed = false
    }

    let core: ServerCore
    let connection: Connection
    let shared = Mutex(Shared())
    var phase = Phase.discarding
    var discardedBytes = 0
    var id = ""
    var trace: TraceParent?
    private let method: Method?
    private var route = ""
    private var registered = false
    private let startedSeconds: Double

    /// What is read and thrown away of a body that is not wanted before the connection is closed.
    static let discardLimitBytes = 64 << 20

    init(core: ServerCore, connection: Connection, method: String) {
        self.core = core
        self.connection = connection
        self.method = Method(rawValue: method)
        startedSeconds = ServerCore.monotonicSeconds()
        core.began()
    }

    /// Looks at the head. True when its answer is to be sent at once, before any body.
    func begin(path: String) -> Bool {
        let headers = connection.headers()
        let given = headers["x-request-id"] ?? ""
        id =
            1...128 ~= given.utf8.count && given.utf8.allSatisfy { 0x21...0x7e ~= $0 }
            ? given : String(core.nextNumber(), radix: 16)
        let trace =
            headers["traceparent"].flatMap { TraceParent($0) }?.child(span: core.nextNumber())
            ?? TraceParent(next: core.nextNumber)
        self.trace = trace
        let isFramed = Self.isFramed(headers)
        do throws(Refusal) {
            guard isFramed else {
                throw Refusal(Problem(400, "Bad Request", detail: "The length is ambiguous."))
            }
            try route(path: path, headers: headers, trace: trace)
            guard case .streaming = phase, Self.isLongBody(headers) else { return false }
            return shared.withLock { $0.answered }
        } catch {
            _ = answer(error.problem.response)
            phase = .discarding
            return !isFramed || Self.isLongBody(headers)
        }
    }

    /// Whether all who read this head agree on where its body ends (RFC 9112, 6.3 and 11.2).
    private static func isFramed(_ headers: Headers) -> Bool {
        let encodings = headers.count(of: "transfer-encoding")
        guard encodings + headers.count(of: "content-length") <= 1, headers.count(of: "host") <= 1
        else { return false }
        return encodings == 0 || headers["transfer-encoding"]?.lowercased() == "chunked"
    }

    /// Finds who answers, and readies to take the body.
    private func route(
        path: String, headers: Headers, trace: TraceParent
    ) throws(Refusal) {
        guard let method else {
            throw Refusal(Problem(501, "Not Implemented", detail: "The method is not known."))
        }
        let (route, values) = try core.service.router.find(method, path)
        self.route = route.pattern
        let principal = try core.authentication.principal(of: headers, need: route.need)
        guard let query = connection.query() else {
            throw Refusal(Problem(400, "Bad Request", detail: "The query is badly encoded."))
        }
        let request = Request(
            method: method, path: path, query: query, headers: headers,
            clientAddress: connection.clientAddress, id: id, trace: trace, principal: principal,
            parameters: zip(route.parameterNames, values).map { ($0, $1) })
        let encoding = headers["content-encoding"]
        let declared = headers["content-length"].flatMap { Int($0) } ?? 0
        do throws(BodyError) {
            switch route.intake {
            case .collect(let limit, let handler):
                let intake = try BodyIntake(encoding: encoding, limitBytes: limit)
                try intake.check(declaredBytes: declared)
                phase = .collecting(intake, request, handler)
            case .stream(let limit, let handler):
                let intake = try BodyIntake(encoding: encoding, limitBytes: limit)
                try intake.check(declaredBytes: declared)
                phase = .streaming(intake, handler(request, Responder(self)))
            }
        } catch {
            throw Refusal(error.problem)
        }
    }

    /// A body that is better not waited for when it is not wanted.
    private static func isLongBody(_ headers: Headers) -> Bool {
        headers["transfer-encoding"] != nil || headers["expect"] != nil
            || headers["content-length"].flatMap { Int($0) } ?? 0 > 1 << 20
    }

    /// So that a stop finds it: it is going to be suspended.
    func register() {
        if registered { return }
        registered = true
        core.register(self)
    }

    /// Sends the answer. False when the connection is to be closed instead.
    func send(_ response: Response) -> Bool {
        phase = .sent
        if case .stream(let stream) = response.body {
            register()
            let aborted = shared.withLock { shared in
                shared.stream = stream
                return shared.aborted
            }
            if aborted || core.isStopping { return false }
            if core.isDraining { stream.end() }
        }
        tellAccess(status: response.status)
        guard let trace else { return false }
        return connection.send(response, id: id, trace: trace, close: core.isDraining)
    }

    private func tellAccess(status: Int) {
        core.service.onAccess?(
            ServerConfiguration.AccessRecord(
                method: method, route: route, status: status,
                seconds: ServerCore.monotonicSeconds() - startedSeconds))
    }

    /// The last call from libmicrohttpd: sent, or broken off.
    func completed() {
        let stream = shared.withLock { shared in
            shared.completed = true
            defer { shared.response = nil }
            // Nobody will read the stream of an answer that was not sent.
            return shared.stream ?? shared.response?.stream
        }
        stream?.closed()
        switch phase {
        case .streaming(_, let consumer):
            phase = .sent
            consumer.abandoned()
            tellAccess(status: 499)
        case .sent: break
        case .discarding, .collecting, .handed: tellAccess(status: 499)
        }
        phase = .sent
        if registered { core.unregister(self) }
        core.completed()
    }
}
