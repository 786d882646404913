/// A text by language (BCP 47 code): `{"nl": "…", "en": "…"}`, in the order of the codes.
public struct LocalizedText: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let language: String
        public let text: String

        public init(language: String, text: String) {
            self.language = language
            self.text = text
        }
    }
    public let entries: [Entry]

    public init(_ entries: [Entry] = []) {
        self.entries = entries.sorted { $0.language < $1.language }
    }

    /// In `language`, else in English, else in the first there is.
    public func text(in language: String) -> String? {
        (entries.first { $0.language == language } ?? entries.first { $0.language == "en" }
            ?? entries.first)?.text
    }
}

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
        for dimension in dimensions where !Dimensions.isName(dimension) {
            throw ValidationError(
                .unknownDimension, "this is not a dimension's name", found: dimension,
                expected: "1 to 40 of a-z, 0-9 and underscore")
        }
        self.code = code
        self.name = name
        self.description = description
        self.unit = unit
        self.frequency = frequency
        self.minimum = minimum
        self.maximum = maximum
        self.dimensions = dimensions.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.version = version
        self.source = source
    }
}
