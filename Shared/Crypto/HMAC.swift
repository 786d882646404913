internal import CNettle

/// HMAC-SHA-256 (RFC 2104), fed piece by piece. By nettle, not libsodium: it uses the processor's
/// own instructions for SHA, and every webhook that is sent waits for one of these.
///
///     var code = HMAC(key: secret.span)
///     code.update(header.span)
///     code.update(body.span)
///     let digest = code.finish()
public struct HMAC: ~Copyable {
    private var state = hmac_sha256_ctx()

    /// A key of any length; 32 random bytes are right.
    public init(key: Span<UInt8>) {
        unsafe key.withPointer { unsafe nettle_hmac_sha256_set_key(&state, key.count, $0) }
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withPointer { unsafe nettle_hmac_sha256_update(&state, bytes.count, $0) }
    }

    public consuming func finish() -> Digest {
        var code = [UInt8](repeating: 0, count: Digest.byteCount)
        unsafe nettle_hmac_sha256_digest(&state, Digest.byteCount, &code)
        return Digest(checked: code)
    }

    /// The code of one whole message.
    public static func sha256(of message: Span<UInt8>, key: Span<UInt8>) -> Digest {
        var code = HMAC(key: key)
        code.update(message)
        return code.finish()
    }
}
