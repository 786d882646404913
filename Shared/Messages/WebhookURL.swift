/// Where webhooks go: an absolute `https:` or `http:` URL with a host, without user and fragment.
public struct WebhookURL: Hashable, Sendable {
    public let text: String
    public let isSecure: Bool
    /// A name, or an address without brackets; in lower case.
    public let host: String

    static let longest = 2000

    public init(_ text: String) throws(ValidationError) {
        let scheme = text.split(separator: "://", maxSplits: 1).first.map { $0.lowercased() }
        guard text.utf8.count <= Self.longest, let scheme, scheme == "https" || scheme == "http",
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }), !text.contains("#"),
            !text.contains("\\"), let host = Self.host(of: text.dropFirst(scheme.count + 3))
        else {
            throw ValidationError(
                .malformed, "this is not a URL that webhooks can go to",
                found: Text.excerpt(text),
                expected: "https://host/path, percent-encoded, without user and fragment")
        }
        self.text = text
        self.host = host.lowercased()
        isSecure = scheme == "https"
    }

    /// Of `host:port/path`; nil where there is none, or more than that.
    private static func host(of rest: Substring) -> String? {
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { return nil }
        let host: Substring
        let behind: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            behind = authority[authority.index(after: end)...]
            guard host.contains(":"), host.utf8.allSatisfy(isOfAddress) else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            behind = authority.dropFirst(host.count)
            guard host.utf8.allSatisfy(isOfName) else { return nil }
        }
        guard (1...253).contains(host.utf8.count), isPort(behind) else { return nil }
        return String(host)
    }

    /// Nothing, or a colon and a port.
    private static func isPort(_ text: Substring) -> Bool {
        guard text.first == ":" else { return text.isEmpty }
        let digits = text.dropFirst()
        return (1...5).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && Int(digits).map { (1...65_535).contains($0) } == true
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
