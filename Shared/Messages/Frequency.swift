/// How often an indicator has figures; SDMX's codes, and `SY` for the school year.
public enum Frequency: String, CaseIterable, BitwiseCopyable, Sendable {
    case annual = "A"
    /// Two years, named by the first.
    case biennial = "A2"
    case halfYearly = "S"
    case quarterly = "Q"
    case monthly = "M"
    case weekly = "W"
    case daily = "D"
    case schoolYear = "SY"

    /// How many periods a year has, on average.
    public var periodsPerYear: Double {
        switch self {
        case .annual, .schoolYear: 1
        case .biennial: 0.5
        case .halfYearly: 2
        case .quarterly: 4
        case .monthly: 12
        case .weekly: 365.2425 / 7
        case .daily: 365.2425
        }
    }
}
