import HTTP
import Testing

@Suite("Addresses that a client may connect to")
struct AddressPolicyTests {
    /// Of each refused block its first and last address, and one in the middle.
    static let refused = [
        ("0.0.0.0", "0.1.2.3", "0.255.255.255"), ("10.0.0.0", "10.9.8.7", "10.255.255.255"),
        ("100.64.0.0", "100.100.1.1", "100.127.255.255"),
        ("127.0.0.0", "127.0.0.1", "127.255.255.255"),
        ("169.254.0.0", "169.254.169.254", "169.254.255.255"),
        ("172.16.0.0", "172.20.1.1", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.8", "192.0.0.255"), ("192.0.2.0", "192.0.2.7", "192.0.2.255"),
        ("192.88.99.0", "192.88.99.1", "192.88.99.255"),
        ("192.168.0.0", "192.168.1.1", "192.168.255.255"),
        ("198.18.0.0", "198.19.1.1", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.4", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.9", "203.0.113.255"),
        ("224.0.0.0", "239.1.1.1", "239.255.255.255"),
        ("240.0.0.0", "250.1.1.1", "255.255.255.255"),
        ("::", "::", "::"), ("::1", "::1", "::1"),
        ("64:ff9b::", "64:ff9b::10.0.0.1", "64:ff9b::ffff:ffff"),
        ("64:ff9b:1::", "64:ff9b:1::1", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
        ("100::", "100::1", "100::ffff:ffff:ffff:ffff"),
        ("2001:db8::", "2001:db8::1", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2002::", "2002:7f00:1::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("3fff::", "3fff:1::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("5f00::", "5f00:1::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fc00::", "fd12::1", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("fe80::", "fe80::1", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ]

    @Test("Every address of a refused block is refused, IPv4 in mapped form too")
    func refusedBlocks() throws {
        let policy = AddressPolicy.publicOnly()
        for (first, middle, last) in Self.refused {
            for text in [first, middle, last] {
                let address = try #require(IPAddress(text))
                #expect(!policy.permits(address), "\(text)")
                #expect(AddressPolicy.any.permits(address))
                guard address.isV4 else { continue }
                let mapped = try #require(IPAddress("::ffff:\(text)"))
                #expect(mapped == address)
                #expect(!policy.permits(mapped), "::ffff:\(text)")
            }
        }
    }

    @Test("The addresses just outside of the blocks, and public ones, are permitted")
    func permitted() throws {
        let policy = AddressPolicy.publicOnly()
        for text in [
            "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
            "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.3.0", "192.88.98.255",
            "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
            "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
            "8.8.8.8", "::2", "64:ff9b::1:0:0", "64:ff9b:2::", "100:0:0:1::", "2001:db9::",
            "2001:db7:ffff::", "2003::", "3fff:1000::", "3ffe::", "5eff::", "5f01::", "fbff::",
            "fe00::", "fec0::", "2a00:1450:4009::1", "::ffff:8.8.8.8",
        ] {
            #expect(policy.permits(try #require(IPAddress(text))), "\(text)")
        }
    }

    @Test("What the operator allows is permitted, and nothing beside it")
    func allowed() throws {
        let allowed = ["127.0.0.0/8", "10.1.2.3", "fc00::/7"].compactMap { CIDR($0) }
        let policy = AddressPolicy.publicOnly(allowing: allowed)
        for text in ["127.0.0.1", "::ffff:127.0.0.1", "10.1.2.3", "fd00::1", "8.8.8.8"] {
            #expect(policy.permits(try #require(IPAddress(text))), "\(text)")
        }
        for text in ["10.1.2.4", "::1", "169.254.169.254", "fe80::1"] {
            #expect(!policy.permits(try #require(IPAddress(text))), "\(text)")
        }
        let everything = AddressPolicy.publicOnly(allowing: [CIDR("::/0")].compactMap { $0 })
        #expect(everything.permits(try #require(IPAddress("::1"))))
        #expect(!everything.permits(try #require(IPAddress("127.0.0.1"))))
    }

    @Test("A block is read from its text, and refused when it is none")
    func blocks() {
        for text in ["127.0.0.0/8", "10.1.2.3/32", "0.0.0.0/0", "fc00::/7", "::/0", "::1/128"] {
            #expect(CIDR(text)?.description == text)
        }
        #expect(CIDR("::ffff:10.0.0.0/8")?.description == "10.0.0.0/8")
        for text in [
            "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "10.0.0.0/+8",
            "10.0.0.0/8/8", "localhost/8", "fe80::/129", "fe80::1/10", "10.0.0/8",
        ] {
            #expect(CIDR(text) == nil, "\(text)")
        }
    }

    @Test("An address is written as it is usually read")
    func addresses() {
        for text in ["10.0.0.1", "::1", "2001:db8::8:800:200c:417a", "fe80::1", "::"] {
            #expect(IPAddress(text)?.description == text)
        }
        #expect(IPAddress("::ffff:10.0.0.1")?.description == "10.0.0.1")
        for text in ["", "10.0.0", "10.0.0.1:80", "fe80::1%eth0", "010.0.0.1", "[::1]", "host"] {
            #expect(IPAddress(text) == nil, "\(text)")
        }
    }
}
