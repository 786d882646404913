/// What a webhook is signed with, in the text forms of Standard Webhooks.
public enum WebhookSecret: Sendable {
    /// HMAC-SHA-256, a key both sides hold: `whsec_` and base64. Scheme `v1`.
    case shared([UInt8])
    /// ed25519, the sender's side: `whsk_` and base64 of seed and public key. Scheme `v1a`.
    case signing(SigningKey)

    /// A new shared secret of 32 random bytes.
    public static func randomShared() -> WebhookSecret {
        .shared(RandomBytes.make(count: 32))
    }

    public static func randomSigning() -> WebhookSecret { .signing(.random()) }

    /// Reads `whsec_…` (16 to 64 bytes) and `whsk_…` (a seed, with or without its public key).
    public init?(_ text: String) {
        if text.hasPrefix("whsec_") {
            guard let key = Base64.standard.decode(text.dropFirst(6)), 16...64 ~= key.count else {
                return nil
            }
            self = .shared(key)
        } else if text.hasPrefix("whsk_") {
            guard let bytes = Base64.standard.decode(text.dropFirst(5)),
                bytes.count == 32 || bytes.count == 64,
                let key = SigningKey(seed: Array(bytes.prefix(32))),
                bytes.count == 32 || key.verifyingKey.bytes == Array(bytes.suffix(32))
            else { return nil }
            self = .signing(key)
        } else {
            return nil
        }
    }

    /// The secret itself: shown once to who made it, and kept only sealed.
    public var text: String {
        switch self {
        case .shared(let key): "whsec_" + Base64.standard.encode(key.span)
        case .signing(let key):
            "whsk_" + Base64.standard.encode((key.seed + key.verifyingKey.bytes).span)
        }
    }

    /// What the receiver verifies with.
    public var verifier: WebhookVerifier {
        switch self {
        case .shared(let key): .shared(key)
        case .signing(let key): .verifying(key.verifyingKey)
        }
    }
}

/// What a webhook is verified with.
public enum WebhookVerifier: Sendable {
    /// `whsec_…`
    case shared([UInt8])
    /// `whpk_` and base64.
    case verifying(VerifyingKey)

    /// Reads `whpk_…` and `whsec_…`.
    public init?(_ text: String) {
        if text.hasPrefix("whpk_") {
            guard let bytes = Base64.standard.decode(text.dropFirst(5)),
                let key = VerifyingKey(bytes)
            else { return nil }
            self = .verifying(key)
        } else {
            guard text.hasPrefix("whsec_"), let secret = WebhookSecret(text) else { return nil }
            self = secret.verifier
        }
    }

    public var text: String {
        switch self {
        case .shared(let key): "whsec_" + Base64.standard.encode(key.span)
        case .verifying(let key): "whpk_" + Base64.standard.encode(key.bytes.span)
        }
    }
}
