import Glibc

/// How many seeds a test runs.
enum Seeds {
    /// `count`, times the environment's `PEIL_SEEDS` where that is set:
    /// `PEIL_SEEDS=100 swift test`.
    static func count(_ count: UInt64) -> UInt64 {
        let factor = unsafe getenv("PEIL_SEEDS").flatMap { unsafe UInt64(String(cString: $0)) }
        return count * (factor ?? 1)
    }
}
