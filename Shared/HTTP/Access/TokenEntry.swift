public import Crypto

/// What the tokens file says of one token: a line `name hash scope…`, where the hash is the
/// token's SHA-256 in hexadecimal digits.
public struct TokenEntry: Sendable, Equatable {
    public let principal: Principal
    public let hash: Digest

    /// nil when `name` is not 1 to 64 letters, digits and `.`, `_`, `-`, `@`, or there is no scope.
    public init?(name: String, hash: Digest, scopes: [Scope]) {
        guard 1...64 ~= name.utf8.count, name.utf8.allSatisfy(Self.isOfName), !scopes.isEmpty
        else { return nil }
        principal = Principal(name: name, scopes: scopes)
        self.hash = hash
    }

    init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count >= 3, let hash = Digest(hex: words[1]) else { return nil }
        let scopes = words[2...].compactMap { Scope($0) }
        guard scopes.count == words.count - 2 else { return nil }
        self.init(name: String(words[0]), hash: hash, scopes: scopes)
    }

    var line: String {
        let scopes = principal.scopes.map(\.description).joined(separator: " ")
        return "\(principal.name) \(hash.hex) \(scopes)"
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"), UInt8(ascii: "@"):
            true
        default: false
        }
    }
}
