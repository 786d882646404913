internal import CSodium

/// A key under which secrets are kept: XChaCha20-Poly1305 (RFC 8439 with a 192-bit nonce), which
/// hides a message and notices any change to it.
///
///     let sealed = key.seal(secret.span, context: id.span)
///     let secret = try key.open(sealed.span, context: id.span)
public struct SealingKey: Sendable {
    public static let byteCount = 32
    /// What a sealed message is longer than the message: nonce and tag.
    public static let overheadByteCount = nonceByteCount + 16
    private static let nonceByteCount = 24

    private let bytes: [UInt8]

    public static func random() -> SealingKey {
        SealingKey(checked: RandomBytes.make(count: byteCount))
    }

    /// nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(checked: bytes)
    }

    private init(checked bytes: [UInt8]) {
        Sodium.ready
        self.bytes = bytes
    }

    /// Tells keys apart without revealing them: a hash, 16 hexadecimal digits.
    public var fingerprint: String { String(Digest(sha256: bytes.span).hex.prefix(16)) }

    /// Seals `message` under a fresh random nonce, which comes first in the result.
    /// `context` (what it belongs to) is not hidden, but opening asks for the same.
    public func seal(_ message: Span<UInt8>, context: Span<UInt8>) -> [UInt8] {
        let nonce = RandomBytes.make(count: Self.nonceByteCount)
        var sealed = [UInt8](repeating: 0, count: message.count + 16)
        _ = unsafe message.withPointer { text in
            unsafe context.withPointer {
                unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                    &sealed, nil, text, UInt64(message.count), $0, UInt64(context.count),
                    nil, nonce, bytes)
            }
        }
        return nonce + sealed
    }

    /// The message; throws when the key or context is another, or the bytes were changed.
    public func open(
        _ sealed: Span<UInt8>, context: Span<UInt8>
    ) throws(SealingError) -> [UInt8] {
        guard sealed.count >= Self.overheadByteCount else { throw .notAuthentic }
        let nonce = sealed.extracting(first: Self.nonceByteCount)
        let text = sealed.extracting(droppingFirst: Self.nonceByteCount)
        var message = [UInt8](repeating: 0, count: text.count - 16)
        let code = unsafe text.withPointer { input in
            unsafe nonce.withPointer { nonce in
                unsafe context.withPointer {
                    unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                        &message, nil, nil, input, UInt64(text.count), $0, UInt64(context.count),
                        nonce, bytes)
                }
            }
        }
        guard code == 0 else { throw .notAuthentic }
        return message
    }
}

/// Why a sealed message stays closed.
public enum SealingError: Error, Hashable, Sendable {
    /// Sealed under another key or context, or changed since. Ask for the right key.
    case notAuthentic
}
