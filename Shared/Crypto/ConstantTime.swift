internal import CSodium

/// Comparison of secrets: its time tells nothing about where they differ.
public enum ConstantTime {
    /// Whether both hold the same bytes; lengths are no secret.
    public static func equal(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        return unsafe one.withPointer { first in
            unsafe other.withPointer { unsafe sodium_memcmp(first, $0, one.count) == 0 }
        }
    }
}
