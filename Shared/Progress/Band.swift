public import Messages

/// One step of a method's thresholds: the category of the numbers that compare so with its limit
/// and that no step before it took.
public struct Band: Hashable, Sendable {
    public enum Comparison: String, Sendable {
        case atLeast = "≥"
        case above = ">"
        case atMost = "≤"
        case below = "<"
    }

    public let comparison: Comparison
    public let limit: Double
    public let category: Category

    init(_ comparison: Comparison, _ limit: Double, _ category: Category) {
        self.comparison = comparison
        self.limit = limit
        self.category = category
    }

    /// Whether `number` is in it, where the limit counts `scale` times.
    public func contains(_ number: Double, scale: Double) -> Bool {
        let limit = limit * scale
        return switch comparison {
        case .atLeast: number >= limit
        case .above: number > limit
        case .atMost: number <= limit
        case .below: number < limit
        }
    }
}

/// A method's steps in the order in which they are tried, and the category of all other numbers.
public struct Scale: Hashable, Sendable {
    public let bands: [Band]
    public let otherwise: Category

    init(_ bands: [Band], otherwise: Category) {
        self.bands = bands
        self.otherwise = otherwise
    }

    /// The category of a number, where every limit counts `scale` times.
    public func category(of number: Double, scale: Double = 1) -> Category {
        for band in bands where band.contains(number, scale: scale) { return band.category }
        return otherwise
    }
}
