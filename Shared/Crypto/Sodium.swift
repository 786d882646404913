internal import CSodium

/// libsodium, set up once before its first use.
enum Sodium {
    /// Touch it before calling what draws random bytes or chooses an implementation.
    static let ready: Void = precondition(sodium_init() >= 0, "libsodium could not be set up")
}

extension Span<UInt8> {
    /// Hands C a pointer that is never null, also where there are no bytes.
    func withPointer<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        unsafe withUnsafeBufferPointer { buffer in
            if let pointer = buffer.baseAddress { return unsafe body(pointer) }
            var nothing: UInt8 = 0
            return unsafe withUnsafePointer(to: &nothing) { unsafe body($0) }
        }
    }
}
