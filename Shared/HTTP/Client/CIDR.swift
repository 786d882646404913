/// A block of addresses: `127.0.0.0/8`, `fc00::/7`; without a length it is one address.
public struct CIDR: Hashable, Sendable {
    private let start: IPAddress
    /// Of the address as IPv6; IPv4 has its 96 bits of mapping before it.
    private let prefixLength: Int

    /// nil unless `text` is an address and a length within it, with no bit set behind the length.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]), parts.count <= 2 else { return nil }
        let most = address.isV4 ? 32 : 128
        var length = most
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
                let given = Int(parts[1]), given <= most
            else { return nil }
            length = given
        }
        prefixLength = length + 128 - most
        start = Self.masked(address, prefixLength)
        guard start == address else { return nil }
    }

    public func contains(_ address: IPAddress) -> Bool {
        // The whole of IPv6 (`::/0`) is not meant to hold IPv4.
        address.isV4 == start.isV4 && Self.masked(address, prefixLength) == start
    }

    private static func masked(_ address: IPAddress, _ length: Int) -> IPAddress {
        let high = length >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(length))
        let low = length <= 64 ? 0 : ~(UInt64.max >> UInt64(length - 64))
        return IPAddress(high: address.high & high, low: address.low & low)
    }
}

extension CIDR: CustomStringConvertible {
    public var description: String {
        "\(start)/\(start.isV4 ? prefixLength - 96 : prefixLength)"
    }
}
