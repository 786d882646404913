internal import CSodium

/// Bytes as text (RFC 4648), in two alphabets.
///
///     Base64.standard.encode(bytes.span)     // "+/8="
///     Base64.urlSafe.decode("-_8")           // [251, 255]
public enum Base64: Sendable {
    /// With `+`, `/` and padding.
    case standard
    /// With `-` and `_`, without padding.
    case urlSafe

    private var variant: Int32 {
        switch self {
        case .standard: sodium_base64_VARIANT_ORIGINAL
        case .urlSafe: sodium_base64_VARIANT_URLSAFE_NO_PADDING
        }
    }

    public func encode(_ bytes: Span<UInt8>) -> String {
        let capacity = sodium_base64_encoded_len(bytes.count, variant)
        var text = [CChar](repeating: 0, count: capacity)
        _ = unsafe bytes.withPointer {
            unsafe sodium_bin2base64(&text, capacity, $0, bytes.count, variant)
        }
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// nil unless `text` is exactly of this alphabet, padding included.
    public func decode(_ text: some StringProtocol) -> [UInt8]? {
        let text = Array(text.utf8)
        var bytes = [UInt8](repeating: 0, count: text.count / 4 * 3 + 3)
        var count = 0
        let code = unsafe text.span.withPointer { input in
            unsafe input.withMemoryRebound(to: CChar.self, capacity: text.count) {
                unsafe sodium_base642bin(
                    &bytes, bytes.count, $0, text.count, nil, &count, nil, variant)
            }
        }
        guard code == 0 else { return nil }
        return Array(bytes.prefix(count))
    }
}
