internal import CSodium

/// HMAC-SHA-256 (RFC 2104), fed piece by piece.
///
///     var code = HMAC(key: secret.span)
///     code.update(header.span)
///     code.update(body.span)
///     let digest = code.finish()
public struct HMAC: ~Copyable {
    private var state = crypto_auth_hmacsha256_state()

    /// A key of any length; 32 random bytes are right.
    public init(key: Span<UInt8>) {
        _ = unsafe key.withPointer {
            unsafe crypto_auth_hmacsha256_init(&state, $0, key.count)
        }
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        _ = unsafe bytes.withPointer {
            unsafe crypto_auth_hmacsha256_update(&state, $0, UInt64(bytes.count))
        }
    }

    public consuming func finish() -> Digest {
        var code = [UInt8](repeating: 0, count: Digest.byteCount)
        unsafe crypto_auth_hmacsha256_final(&state, &code)
        return Digest(checked: code)
    }

    /// The code of one whole message.
    public static func sha256(of message: Span<UInt8>, key: Span<UInt8>) -> Digest {
        var code = HMAC(key: key)
        code.update(message)
        return code.finish()
    }
}
