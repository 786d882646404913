internal import Glibc

/// A range of addresses, as CIDR writes it: `127.0.0.0/8`, `fd00::/8`.
public struct Network: Hashable, Sendable {
    /// 4 bytes (IPv4) or 16 (IPv6), in network order, zero beyond the prefix.
    public let address: [UInt8]
    /// In bits.
    public let prefixLength: Int

    /// Nil where `text` is no range: an address, a slash and a number of bits, with no bit set
    /// beyond them.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bits = Int(parts[1]),
            let address = Self.bytes(of: String(parts[0]))
        else { return nil }
        guard (0...address.count * 8).contains(bits) else { return nil }
        let beyond = (bits..<address.count * 8).contains { bit in
            address[bit / 8] & (0x80 >> UInt8(bit % 8)) != 0
        }
        guard !beyond else { return nil }
        self.address = address
        prefixLength = bits
    }

    private static func bytes(of text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if unsafe inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}

extension Network: CustomStringConvertible {
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = address.count == 4 ? AF_INET : AF_INET6
        unsafe inet_ntop(family, address, &text, socklen_t(text.count))
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return "\(String(decoding: bytes, as: UTF8.self))/\(prefixLength)"
    }
}

extension Format where Value == Network {
    static var network: Format {
        Format(
            expected: "a range of addresses such as 10.0.0.0/8",
            read: { Network($0) }, write: { $0.description })
    }
}
