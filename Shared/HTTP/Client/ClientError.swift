/// Why there is no answer.
public enum ClientError: Error, Hashable, Sendable {
    /// Not an `http:` or `https:` URL. Correct it.
    case invalidURL(String)
    /// A header holds a line break or another control character. Correct it.
    case invalidHeader(String)
    /// The address is one that the policy does not permit; nothing was sent.
    case refusedAddress(IPAddress)
    /// The host's name has no address now. Try again later.
    case couldNotResolve(String)
    /// Nothing was sent. Trying again at once does no harm.
    case couldNotConnect(String)
    /// It took longer than allowed: whether the request was taken is not known.
    case timedOut
    /// The server's certificate is not trusted, or the two do not agree on TLS.
    case tls(String)
    /// The connection broke: whether the request was taken is not known.
    case brokenOff(String)
    /// By `Transfer.cancel()` or the receiver of the chunks.
    case cancelled
    /// The client was closed.
    case closed
}

extension ClientError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .invalidURL(let url): "\"\(url)\" is not an http or https URL"
        case .invalidHeader(let name): "the header \(name) holds a control character"
        case .refusedAddress(let address): "the address \(address) is not allowed"
        case .couldNotResolve(let reason): reason
        case .couldNotConnect(let reason): reason
        case .timedOut: "no answer within the time allowed"
        case .tls(let reason): reason
        case .brokenOff(let reason): reason
        case .cancelled: "cancelled"
        case .closed: "the client is closed"
        }
    }
}
