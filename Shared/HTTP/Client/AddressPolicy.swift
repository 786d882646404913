/// Which addresses a client connects to. What others ask to be called must not reach into the
/// network that this service is in (server-side request forgery).
public struct AddressPolicy: Sendable {
    private enum Kind {
        case any
        case publicOnly(allowed: [CIDR])
    }
    private let kind: Kind

    /// Anywhere: for what its own user asks.
    public static let any = AddressPolicy(kind: .any)

    /// To public addresses, and to those of `allowed` whatever they are.
    public static func publicOnly(allowing allowed: [CIDR] = []) -> AddressPolicy {
        AddressPolicy(kind: .publicOnly(allowed: allowed))
    }

    public func permits(_ address: IPAddress) -> Bool {
        switch kind {
        case .any: true
        case .publicOnly(let allowed):
            allowed.contains { $0.contains(address) }
                || !Self.refused.contains { $0.contains(address) }
        }
    }

    /// The special-purpose registries of IANA (RFC 6890) and multicast. An IPv4 address in mapped
    /// form is read as IPv4 before.
    static let refused: [CIDR] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001:db8::/32",
        "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "ff00::/8",
    ].map { text in
        guard let block = CIDR(text) else { preconditionFailure("\(text) is no block") }
        return block
    }
}
