/// What a client asks.
public struct Request: Sendable {
    public let method: Method
    /// As it was sent, percent-encoded.
    public let path: String
    public let query: Query
    public let headers: Headers
    public let clientAddress: IPAddress?
    /// Names this request in logs and in its answer.
    public let id: String
    /// This request's own place in its trace.
    public let trace: TraceParent
    /// Who asks; nil where the route is open and no token was sent.
    public internal(set) var principal: Principal?
    /// The whole decoded body, on routes that collect it.
    public internal(set) var body: [UInt8] = []
    /// The parameters of the route's pattern.
    var parameters: [(name: String, value: String)] = []

    /// The decoded value of `{name}` in the route's pattern, never empty.
    /// Asking for a name that the pattern does not have is a mistake of the program.
    public func parameter(_ name: String) -> String {
        guard let found = parameters.first(where: { $0.name == name }) else {
            preconditionFailure("the route's pattern has no {\(name)}")
        }
        return found.value
    }
}
