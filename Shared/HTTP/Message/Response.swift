/// What a client is answered.
///
///     responder.answer(.json(bytes, status: 202))
public struct Response: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Goes on until it is ended or its reader leaves.
        case stream(EventStream)
    }

    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Body

    public init(_ status: Int, headers: [(name: String, value: String)] = [], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Its body, where that is a stream.
    var stream: EventStream? {
        if case .stream(let stream) = body { stream } else { nil }
    }

    /// Without a body.
    public static func empty(_ status: Int = 204) -> Response {
        Response(status, body: .bytes([]))
    }

    public static func json(_ bytes: [UInt8], status: Int = 200) -> Response {
        .bytes(bytes, type: "application/json", status: status)
    }

    public static func bytes(_ bytes: [UInt8], type: String, status: Int = 200) -> Response {
        Response(status, headers: [("content-type", type)], body: .bytes(bytes))
    }

    public static func text(
        _ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200
    ) -> Response {
        .bytes(Array(text.utf8), type: type, status: status)
    }

    /// Server-sent events; no cache or proxy may hold them back.
    public static func events(_ stream: EventStream) -> Response {
        Response(
            200,
            headers: [
                ("content-type", "text/event-stream"), ("cache-control", "no-store"),
                ("x-accel-buffering", "no"),
            ], body: .stream(stream))
    }
}
