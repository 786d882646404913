/// Which indicators a scope is about: one code, all below a prefix, or all.
///
///     IndicatorPattern("nl.mkb.*")?.matches("nl.mkb.cloud")  // true
public struct IndicatorPattern: Hashable, Sendable {
    private enum Kind: Hashable {
        case all
        /// Ends in a dot.
        case below(String)
        case one(String)
    }
    private let kind: Kind

    public static let all = IndicatorPattern(kind: .all)

    private init(kind: Kind) { self.kind = kind }

    /// Reads `*`, `nl.mkb.*` and `nl.mkb.cloud`; nil for a `*` elsewhere and for what no
    /// indicator's code can hold.
    public init?(_ text: some StringProtocol) {
        if text == "*" {
            kind = .all
            return
        }
        let prefix = text.hasSuffix(".*") ? text.dropLast() : text[...]
        guard !prefix.isEmpty, prefix != ".", prefix.utf8.allSatisfy(Self.isOfCode) else {
            return nil
        }
        kind = prefix.endIndex == text.endIndex ? .one(String(prefix)) : .below(String(prefix))
    }

    public func matches(_ code: String) -> Bool {
        switch kind {
        case .all: true
        case .below(let prefix): code.hasPrefix(prefix)
        case .one(let only): code == only
        }
    }

    private static func isOfCode(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension IndicatorPattern: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .all: "*"
        case .below(let prefix): prefix + "*"
        case .one(let code): code
        }
    }
}
