/// Where a series stands towards a target. The names are Open SDG's and Eurostat's.
public enum Category: String, CaseIterable, Sendable {
    case targetAchieved = "target_achieved"
    case missed
    case substantialProgress = "substantial_progress"
    case moderateProgress = "moderate_progress"
    case limitedProgress = "limited_progress"
    case deterioration
    case significantProgress = "significant_progress"
    case noProgress = "no_progress"
    case moderateDeterioration = "moderate_deterioration"
    case significantDeterioration = "significant_deterioration"
    case onTrack = "on_track"
    case slightlyOff = "slightly_off"
    case off
    case notAvailable = "not_available"
}

/// Why progress is `not_available`.
public enum Reason: String, CaseIterable, Sendable {
    case noFigure = "no_figure"
    case noBaseline = "no_baseline"
    case oneFigure = "one_figure"
    case tooShort = "too_short"
    case signChange = "sign_change"
    case baseIsTarget = "base_is_target"
    case atBound = "at_bound"
    case targetAtLimit = "target_at_limit"
    case tooFewFigures = "too_few_figures"
    case timeSeriesBreak = "break"
    case definition
}

/// A value in a period, without more.
public struct PeriodValue: Hashable, Sendable {
    public let period: Period
    public let value: Double

    public init(period: Period, value: Double) {
        self.period = period
        self.value = value
    }
}

/// When a target is reached at the present pace.
public enum ETA: Hashable, Sendable {
    case period(Period)
    /// Not within 100 years.
    case never
}

/// A series held against a target: what its method gives (methods.md, "For every method").
public struct Assessment: Hashable, Sendable {
    public var method: Method
    public var category: Category
    /// Why there is none; only with `notAvailable`.
    public var reason: Reason?
    /// R: the pace over the pace needed from the start, 9 decimals.
    public var ratio: Double?
    /// The yearly rate held against the thresholds, without a target's value; 9 decimals.
    public var rate: Double?
    public var score: Double?
    public var deviation: Double?
    /// The steepness of the S-curve, a year.
    public var k: Double?
    public var baseline: PeriodValue?
    /// The value at the deadline at the present pace.
    public var projection: Double?
    public var eta: ETA?
    /// What remains, negative when beyond.
    public var gap: Double?
    /// What a year must bring from now on.
    public var requiredPace: Double?
    public var requiredRate: Double?
    /// The pace is measured over a break or a changed definition, as the target allows.
    public var acrossBreak = false

    public init(method: Method, category: Category, reason: Reason? = nil) {
        self.method = method
        self.category = category
        self.reason = reason
    }
}
