/// The dimensions that tell a series from others of its indicator and area: `size=10-249`.
/// In the order of their names' bytes; a name stands once.
public struct Dimensions: Hashable, Sendable {
    public struct Dimension: Hashable, Sendable {
        public let name: String
        public let value: String
    }

    public let all: [Dimension]

    public static let none = Dimensions(sorted: [])

    private init(sorted: [Dimension]) { all = sorted }

    /// At most as many as an indicator has. Names are 1 to 40 of `[a-z0-9_]`; values 1 to 80 of
    /// letters, digits and `_.+-`.
    public init(_ pairs: [(name: String, value: String)]) throws(ValidationError) {
        guard pairs.count <= Indicator.dimensionLimit else {
            throw ValidationError(
                .malformed, "these are too many dimensions", found: "\(pairs.count)",
                expected: "at most \(Indicator.dimensionLimit)")
        }
        var sorted: [Dimension] = []
        for (name, value) in pairs {
            guard Self.isName(name.utf8.span) else {
                throw ValidationError(
                    .unknownDimension, "this is not a dimension's name", found: name,
                    expected: "1 to 40 of a-z, 0-9 and underscore")
            }
            guard Self.isValue(value.utf8.span) else {
                throw ValidationError(
                    .malformed, "this is not a value of dimension \(name)", found: value,
                    expected: "1 to 80 letters, digits, dots, hyphens, plus signs, underscores")
            }
            sorted.append(Dimension(name: name, value: value))
        }
        sorted.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.name == next.name {
            throw ValidationError(
                .malformed, "dimension \(one.name) stands twice", found: next.value,
                expected: "each dimension once")
        }
        all = sorted
    }

    public subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// Whether each of `subset` is here with the same value.
    public func contains(_ subset: Dimensions) -> Bool {
        subset.all.allSatisfy { self[$0.name] == $0.value }
    }

    static func isName(_ text: Span<UInt8>) -> Bool {
        guard (1...40).contains(text.count) else { return false }
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                break
            default: return false
            }
        }
        return true
    }

    static func isValue(_ text: Span<UInt8>) -> Bool {
        guard (1...80).contains(text.count) else { return false }
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "+"), UInt8(ascii: "-"):
                break
            default: return false
            }
        }
        return true
    }
}

/// What figures are of: an indicator in an area for a population. The population is part of the
/// identity: enterprises of 10–249 and all of 10 or more are different series.
public struct Series: Hashable, Sendable {
    public let indicator: IndicatorCode
    public let area: Area
    public let dimensions: Dimensions

    public init(indicator: IndicatorCode, area: Area, dimensions: Dimensions = .none) {
        self.indicator = indicator
        self.area = area
        self.dimensions = dimensions
    }
}
