/// An indicator's code: dotted lower-case, 1 to 120 of `[a-z0-9._-]`, such as `nl.mkb.cloud`.
public struct IndicatorCode: Hashable, Comparable, Sendable {
    /// The most bytes of one.
    public static let longest = 120

    public let text: String

    public init(_ text: String) throws(ValidationError) {
        guard Self.isCode(text.utf8.span, longest: Self.longest) else { throw Self.error(text) }
        self.text = text
    }

    static func error(_ text: String) -> ValidationError {
        ValidationError(
            .malformed, "this is not an indicator's code", found: Text.excerpt(text),
            expected: "1 to 120 of a-z, 0-9, dot, hyphen and underscore, without empty parts")
    }

    public static func < (one: IndicatorCode, other: IndicatorCode) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    static func isCode(_ text: Span<UInt8>, longest: Int) -> Bool {
        guard (1...longest).contains(text.count) else { return false }
        var previous = UInt8(ascii: ".")
        for index in text.indices {
            let byte = text[index]
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
            .invalidTargetID, "this is not a target's id", found: Text.excerpt(text),
            expected: "the indicator's code, a dot, and a suffix without dots")
        guard IndicatorCode.isCode(text.utf8.span, longest: 160),
            let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")),
            let indicator = try? IndicatorCode(String(text[..<dot]))
        else { throw invalid }
        self.text = text
        self.indicator = indicator
    }

    /// What follows its indicator's code and the dot.
    var suffix: Substring { text.dropFirst(indicator.text.utf8.count + 1) }

    public static func < (one: TargetID, other: TargetID) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
}

/// The area a figure is of: ISO 3166, NUTS, or a group such as `EU27_2020`. Only its shape is
/// checked: 1 to 40 of `[A-Z0-9_-]`, beginning with a letter or digit.
public struct Area: Hashable, Comparable, Sendable {
    public let text: String

    public init(_ text: String) throws(ValidationError) {
        guard Self.isArea(text.utf8.span) else { throw Self.error(text) }
        self.text = text
    }

    static func error(_ text: String) -> ValidationError {
        ValidationError(
            .invalidArea, "this is not an area's code", found: Text.excerpt(text),
            expected: "1 to 40 of A-Z, 0-9, hyphen and underscore, such as NL or EU27_2020")
    }

    static func isArea(_ text: Span<UInt8>) -> Bool {
        guard (1...40).contains(text.count) else { return false }
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                break
            case UInt8(ascii: "_"), UInt8(ascii: "-"): if index == 0 { return false }
            default: return false
            }
        }
        return true
    }

    public static func < (one: Area, other: Area) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
}
