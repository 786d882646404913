/// Which events someone wants; what is empty or nil does not matter.
public struct SubscriptionFilter: Hashable, Sendable {
    /// Nil: all that is said of targets. The changes of series come only when asked for.
    public var types: Set<Outcome.Kind>?
    public var indicators: [CodePattern] = []
    public var areas: Set<Area> = []
    /// Those of the series, or some of them.
    public var dimensions = Dimensions.none
    public var targets: Set<TargetID> = []
    /// Whether the figure must be provisional, or must not.
    public var provisional: Bool?

    public init() {}

    public func matches(_ outcome: Outcome) -> Bool {
        guard types?.contains(outcome.kind) ?? (outcome.kind != .seriesUpdated) else {
            return false
        }
        let indicator = outcome.indicator
        guard indicators.isEmpty || indicators.contains(where: { $0.matches(indicator) }) else {
            return false
        }
        if !areas.isEmpty {
            guard let area = outcome.series?.area, areas.contains(area) else { return false }
        }
        if !dimensions.all.isEmpty {
            guard outcome.series?.dimensions.contains(dimensions) == true else { return false }
        }
        if let provisional, outcome.isProvisional != provisional { return false }
        return targets.isEmpty || outcome.concerns(targets)
    }
}

extension Outcome {
    /// Nil where no series matches the target yet.
    public var series: Series? {
        switch self {
        case .seriesUpdated(let update): update.series
        case .target(let outcome): outcome.series
        }
    }

    public var indicator: IndicatorCode {
        switch self {
        case .seriesUpdated(let update): update.series.indicator
        case .target(let outcome): outcome.target.id.indicator
        }
    }

    /// What is ordered among itself: the series, else the target.
    public var line: String {
        switch self {
        case .seriesUpdated(let update): update.series.text
        case .target(let outcome): outcome.series?.text ?? outcome.target.id.text
        }
    }

    /// Whether what it says rests on a figure that is not final.
    public var isProvisional: Bool {
        switch self {
        case .seriesUpdated(let update): update.latest.isPreliminary
        case .target(let outcome):
            if case .met(let provisional) = outcome.kind {
                provisional
            } else {
                outcome.figure.isPreliminary
            }
        }
    }

    fileprivate func concerns(_ targets: Set<TargetID>) -> Bool {
        switch self {
        case .seriesUpdated(let update):
            update.assessments.contains { targets.contains($0.target) }
        case .target(let outcome): targets.contains(outcome.target.id)
        }
    }
}

extension ReleasedFigure? {
    fileprivate var isPreliminary: Bool {
        guard let self else { return false }
        return !self.figure.status.isDisjoint(with: .preliminary)
    }
}
