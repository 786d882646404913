internal import CSodium

/// Bytes that nobody can predict, from the system.
public enum RandomBytes {
    public static func make(count: Int) -> [UInt8] {
        Sodium.ready
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe randombytes_buf(&bytes, count)
        return bytes
    }
}
