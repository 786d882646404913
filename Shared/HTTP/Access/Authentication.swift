/// How a server knows who asks, and what it lets through.
public struct Authentication: Sendable {
    let tokens: Tokens?
    let readOpen: Bool

    /// `readOpen`: reading needs no token.
    public init(tokens: Tokens, readOpen: Bool) {
        self.tokens = tokens
        self.readOpen = readOpen
    }

    private init() {
        tokens = nil
        readOpen = true
    }

    /// Knows nobody: only reading is allowed.
    public static let readersOnly = Authentication()

    static let cookie = "peil_session"

    /// Who asks, or nil where that does not matter; throws the 401 or 403 to answer.
    func principal(of headers: Headers, need: Need) throws(Refusal) -> Principal? {
        let sent = Self.token(in: headers)
        let principal = sent.flatMap { tokens?.principal(ofToken: $0) }
        if need == .nothing { return principal }
        if sent != nil, principal == nil {
            throw Refusal(Self.unauthorized("This token is not known.", error: "invalid_token"))
        }
        if need == .read, readOpen { return principal }
        guard let principal else {
            throw Refusal(Self.unauthorized("Send a token: Authorization: Bearer peil_…"))
        }
        guard principal.fulfils(need) else {
            throw Refusal(
                Problem(
                    403, "Forbidden",
                    detail: "The token \"\(principal.name)\" lacks the scope \(need.rawValue).",
                    headers: [("www-authenticate", Self.challenge("insufficient_scope"))]))
        }
        return principal
    }

    /// The bearer token, else the session cookie's.
    static func token(in headers: Headers) -> String? {
        if let value = headers["authorization"] {
            let scheme = value.utf8.prefix(7)
            guard scheme.elementsEqual("bearer ".utf8, by: { $0 | 0x20 == $1 }) else { return "" }
            return String(decoding: value.utf8.dropFirst(7), as: UTF8.self)
        }
        for value in headers.all("cookie") {
            for pair in value.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix(cookie + "=") { return String(pair.dropFirst(cookie.count + 1)) }
            }
        }
        return nil
    }

    static func unauthorized(_ detail: String, error: String? = nil) -> Problem {
        Problem(
            401, "Unauthorized", detail: detail,
            headers: [("www-authenticate", challenge(error))])
    }

    private static func challenge(_ error: String?) -> String {
        #"Bearer realm="peil""# + (error.map { #", error="\#($0)""# } ?? "")
    }
}

/// A request that is answered without reaching its handler.
struct Refusal: Error {
    let problem: Problem

    init(_ problem: Problem) { self.problem = problem }
}
