internal import CSodium

/// An ed25519 key that signs (RFC 8032), made from a seed of 32 bytes.
public struct SigningKey: Sendable {
    public static let seedByteCount = 32

    /// What the key is made from; keep it secret.
    public let seed: [UInt8]
    /// What others verify with.
    public let verifyingKey: VerifyingKey
    private let secret: [UInt8]

    /// A new one, from random bytes.
    public static func random() -> SigningKey {
        SigningKey(checked: RandomBytes.make(count: seedByteCount))
    }

    /// nil unless `seed` has 32 bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == Self.seedByteCount else { return nil }
        self.init(checked: seed)
    }

    private init(checked seed: [UInt8]) {
        Sodium.ready
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        var verifying = [UInt8](repeating: 0, count: VerifyingKey.byteCount)
        unsafe crypto_sign_seed_keypair(&verifying, &secret, seed)
        self.seed = seed
        self.secret = secret
        verifyingKey = VerifyingKey(checked: verifying)
    }

    public func signature(of message: Span<UInt8>) -> Signature {
        var signature = [UInt8](repeating: 0, count: Signature.byteCount)
        _ = unsafe message.withPointer {
            unsafe crypto_sign_detached(&signature, nil, $0, UInt64(message.count), secret)
        }
        return Signature(checked: signature)
    }
}

/// An ed25519 key that verifies.
public struct VerifyingKey: Hashable, Sendable {
    public static let byteCount = 32

    public let bytes: [UInt8]

    init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(checked: bytes)
    }

    /// Whether the holder of the signing key signed exactly `message`.
    public func accepts(_ signature: Signature, of message: Span<UInt8>) -> Bool {
        unsafe message.withPointer {
            unsafe crypto_sign_verify_detached(
                signature.bytes, $0, UInt64(message.count), bytes) == 0
        }
    }
}

/// An ed25519 signature.
public struct Signature: Hashable, Sendable {
    public static let byteCount = 64

    public let bytes: [UInt8]

    init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// nil unless there are 64 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(checked: bytes)
    }
}
