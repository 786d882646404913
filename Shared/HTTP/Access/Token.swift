public import Crypto

/// A bearer token: `peil_` and 32 random bytes, base64url. Only its hash is kept.
public struct Token: Sendable {
    /// What its holder sends; shown once.
    public let text: String

    public static func random() -> Token {
        Token(text: "peil_" + Base64.urlSafe.encode(RandomBytes.make(count: 32).span))
    }

    public var hash: Digest { Self.hash(of: text) }

    static func hash(of text: String) -> Digest { Digest(sha256: text.utf8.span) }
}
