/// What is measured: the definition that figures are held against.
public struct Indicator: Hashable, Sendable {
    public var code: IndicatorCode
    public var name: LocalizedText
    public var description: LocalizedText
    /// SDMX's UNIT_MEASURE: PC, PC_ENT, EUR, NR, …
    public var unit: String
    public var frequency: Frequency
    /// The least and the most a figure can be, where bounded.
    public var minimum: Double?
    public var maximum: Double?
    /// The names of the dimensions that its series have besides area, in the order of their bytes.
    public var dimensions: [String]
    /// Set by its author; a figure carries the one in force when it was reported.
    public var version: Int
    /// Where the definition and the figures come from.
    public var source: String?

    /// The most dimensions that series have.
    public static let dimensionLimit = 16

    public init(
        code: IndicatorCode, name: LocalizedText, description: LocalizedText = LocalizedText(),
        unit: String, frequency: Frequency = .annual, minimum: Double? = nil,
        maximum: Double? = nil, dimensions: [String] = [], version: Int = 1, source: String? = nil
    ) throws(ValidationError) {
        if let minimum, let maximum, minimum >= maximum {
            throw ValidationError(
                .outOfBounds, "the minimum is not below the maximum", found: "\(minimum)",
                expected: "less than \(maximum)")
        }
        for dimension in dimensions where !Dimensions.isName(dimension.utf8.span) {
            throw ValidationError(
                .unknownDimension, "this is not a dimension's name", found: dimension,
                expected: "1 to 40 of a-z, 0-9 and underscore")
        }
        guard dimensions.count <= Self.dimensionLimit, Set(dimensions).count == dimensions.count
        else {
            throw ValidationError(
                .malformed, "these are not the dimensions of an indicator",
                found: dimensions.joined(separator: ", "),
                expected: "at most \(Self.dimensionLimit), each once")
        }
        self.code = code
        self.name = name
        self.description = description
        self.unit = try Text.checkedUnit(unit)
        self.frequency = frequency
        self.minimum = minimum
        self.maximum = maximum
        self.dimensions = dimensions.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.version = version
        self.source = source
    }
}
