/// An indicator's code: dotted lower-case, 1 to 120 of `[a-z0-9._-]`, such as `nl.mkb.cloud`.
public struct IndicatorCode: Hashable, Comparable, Sendable {
    public let text: String

    public init(_ text: String) throws(ValidationError) {
        guard Self.isCode(text, longest: 120) else {
            throw ValidationError(
                .malformed, "this is not an indicator's code", found: text,
                expected: "1 to 120 of a-z, 0-9, dot, hyphen and underscore, without empty parts")
        }
        self.text = text
    }

    public static func < (one: IndicatorCode, other: IndicatorCode) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    static func isCode(_ text: String, longest: Int) -> Bool {
        let bytes = text.utf8
        guard (1...longest).contains(bytes.count) else { return false }
        var previous = UInt8(ascii: ".")
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                break
            case UInt8(ascii: "."): if previous == byte { return false }
            default: return false
            }
            previous = byte
        }
        return previous != UInt8(ascii: ".")
    }
}

/// A target's id: its indicator's code, a dot, and a suffix without dots: `nl.mkb.cloud.2030`.
public struct TargetID: Hashable, Comparable, Sendable {
    public let text: String
    public let indicator: IndicatorCode

    public init(_ text: String) throws(ValidationError) {
        let invalid = ValidationError(
            .invalidTargetID, "this is not a target's id", found: text,
            expected: "the indicator's code, a dot, and a suffix without dots")
        guard IndicatorCode.isCode(text, longest: 160),
            let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")),
            let indicator = try? IndicatorCode(String(text[..<dot]))
        else { throw invalid }
        self.text = text
        self.indicator = indicator
    }

    public static func < (one: TargetID, other: TargetID) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
}

/// The area a figure is of: ISO 3166, NUTS, or a group such as `EU27_2020`. Only its shape is
/// checked: 1 to 40 of `[A-Z0-9_-]`, beginning with a letter or digit.
public struct Area: Hashable, Comparable, Sendable {
    public let text: String

    public init(_ text: String) throws(ValidationError) {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        let first = text.utf8.first
        guard allowed, (1...40).contains(text.utf8.count), first != UInt8(ascii: "_"),
            first != UInt8(ascii: "-")
        else {
            throw ValidationError(
                .invalidArea, "this is not an area's code", found: text,
                expected: "1 to 40 of A-Z, 0-9, hyphen and underscore, such as NL or EU27_2020")
        }
        self.text = text
    }

    public static func < (one: Area, other: Area) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
}
