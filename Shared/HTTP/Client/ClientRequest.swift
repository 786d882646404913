/// What a client asks. Redirects are never followed: the answer is handed over as it is.
///
///     var request = ClientRequest(.post, "https://example.org/hook", body: event)
///     request.headers = [("content-type", "application/cloudevents+json")]
public struct ClientRequest: Sendable {
    public var method: Method
    /// `http:` or `https:`.
    public var url: String
    public var headers: [(name: String, value: String)] = []
    public var body: [UInt8]
    /// Sent in the place of `body`, piece by piece: for what is too long to be held.
    public var source: BodySource?
    public var connectTimeoutMilliseconds = 5_000
    /// From start to end; nil where the answer may go on for ever.
    public var totalTimeoutMilliseconds: Int? = 15_000
    /// An answer that brings no byte for so long is broken off; nil waits.
    public var stallTimeoutSeconds: Int?
    /// How much of the answer's body is kept; the rest is read and thrown away.
    public var bodyLimitBytes = 1 << 20

    public init(_ method: Method, _ url: String, body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.body = body
    }
}

/// What a server answered.
public struct ClientResponse: Sendable {
    public let status: Int
    public let headers: Headers
    /// The first bytes of the body, up to the request's limit.
    public let body: [UInt8]
    /// Of the whole body.
    public let bodyCount: Int
}
