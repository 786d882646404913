internal import CNettle

/// 32 bytes that stand for a text: a SHA-256 hash or an HMAC of it.
///
///     let digest = Digest(sha256: Array("abc".utf8).span)
///     digest.hex  // "ba7816bf…"
///
/// Two are compared in constant time.
public struct Digest: Equatable, Sendable {
    public static let byteCount = 32

    public let bytes: [UInt8]

    init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// SHA-256 (FIPS 180-4).
    public init(sha256 message: Span<UInt8>) {
        var hash = [UInt8](repeating: 0, count: Self.byteCount)
        var state = sha256_ctx()
        unsafe nettle_sha256_init(&state)
        unsafe message.withPointer { unsafe nettle_sha256_update(&state, message.count, $0) }
        unsafe nettle_sha256_digest(&state, Self.byteCount, &hash)
        self.init(checked: hash)
    }

    /// From 64 hexadecimal digits; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard hex.utf8.count == 2 * Self.byteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        var high: UInt8?
        for character in hex {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        self.init(checked: bytes)
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * Self.byteCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    public static func == (one: Digest, other: Digest) -> Bool {
        ConstantTime.equal(one.bytes.span, other.bytes.span)
    }
}
