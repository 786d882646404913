internal import Glibc

/// An address of IPv4 or IPv6; one of IPv4 that came in mapped form (`::ffff:10.0.0.1`) is IPv4.
public struct IPAddress: Hashable, Sendable {
    /// As IPv6, in network order; IPv4 in mapped form.
    let high: UInt64
    let low: UInt64

    private static let mappedPrefix: UInt64 = 0xffff

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(v4: UInt32) { self.init(high: 0, low: Self.mappedPrefix << 32 | UInt64(v4)) }

    public var isV4: Bool { high == 0 && low >> 32 == Self.mappedPrefix }

    /// Reads `10.0.0.1` and `fe80::1`; names, zones and ports are none.
    public init?(_ text: some StringProtocol) {
        let text = String(text)
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            self.init(v4: UInt32(bigEndian: four.s_addr))
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    private init(_ six: in6_addr) {
        let words = unsafe six.__in6_u.__u6_addr32
        self.init(
            high: UInt64(UInt32(bigEndian: words.0)) << 32 | UInt64(UInt32(bigEndian: words.1)),
            low: UInt64(UInt32(bigEndian: words.2)) << 32 | UInt64(UInt32(bigEndian: words.3)))
    }

    /// nil when it is neither IPv4 nor IPv6.
    init?(_ address: UnsafePointer<sockaddr>) {
        let address = unsafe UnsafeRawPointer(address)
        // Every kind of address begins with its family (POSIX, sys/socket.h).
        switch unsafe Int32(address.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET:
            let four = unsafe address.loadUnaligned(as: sockaddr_in.self)
            self.init(v4: UInt32(bigEndian: four.sin_addr.s_addr))
        case AF_INET6: self.init(unsafe address.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
        default: return nil
        }
    }
}

extension IPAddress: CustomStringConvertible {
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if isV4 {
            var four = in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian)
            unsafe inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
        } else {
            var words = (high.bigEndian, low.bigEndian)
            unsafe inet_ntop(AF_INET6, &words, &text, socklen_t(text.count))
        }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
