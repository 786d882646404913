public enum Direction: String, CaseIterable, Sendable {
    case atLeast = "at_least"
    case atMost = "at_most"

    /// +1 where more is better, −1 where less is.
    public var sign: Double { self == .atLeast ? 1 : -1 }
}

/// How progress is measured (methods.md).
public enum Method: String, CaseIterable, Sendable {
    case linear, cagr, logistic, trend
}

/// Which published thresholds `cagr` uses.
public enum Thresholds: String, CaseIterable, Sendable {
    /// Statistics Canada's and Open SDG's.
    case canada
    case eurostat
}

/// When a target is judged.
public enum Requirement: String, CaseIterable, Sendable {
    /// It is to be met by the deadline.
    case by
    /// From the deadline on, every figure is to meet it.
    case from
}

/// The series that a target is about.
public enum AreaSelection: Hashable, Sendable {
    case exactly(Area)
    /// Each area by itself; where the list is not empty, those only.
    case each(of: [Area])

    public func contains(_ area: Area) -> Bool {
        switch self {
        case .exactly(let only): only == area
        case .each(let areas): areas.isEmpty || areas.contains(area)
        }
    }
}

/// A policy target: what an indicator is to reach, and by when.
public struct Target: Hashable, Sendable {
    public var id: TargetID
    public var areas: AreaSelection
    /// A subset of the dimensions of the series it is about.
    public var dimensions: Dimensions
    /// What is to be reached; nil states a direction only: nothing can be met.
    public var goal: Goal?
    public var direction: Direction
    public var baseline: Period?
    /// The baseline's value where no figure of it exists.
    public var baselineValue: Double?
    public var method: Method
    public var thresholds: Thresholds
    /// The natural limit that `cagr` without a goal slows down towards.
    public var limit: Double?
    /// By how much a figure may fall short and still meet it; 0: 99 does not meet 100.
    public var tolerance: Double
    public var acrossBreaks: Bool
    public var requirement: Requirement
    /// The `*` target that this one replaces for its area.
    public var overrides: TargetID?
    /// The main target that this one is a milestone of.
    public var partOf: TargetID?
    public var name: LocalizedText
    public var source: String?

    public struct Goal: Hashable, Sendable {
        /// In the indicator's unit; where `relative`, a change in percent on the baseline.
        public var value: Double
        public var relative: Bool
        public var deadline: Period

        public init(value: Double, relative: Bool = false, deadline: Period) {
            self.value = value
            self.relative = relative
            self.deadline = deadline
        }
    }

    public var indicator: IndicatorCode { id.indicator }

    /// Throws `invalid_target` where it contradicts itself.
    public init(
        id: TargetID, areas: AreaSelection, dimensions: Dimensions = .none, goal: Goal?,
        direction: Direction, baseline: Period? = nil, baselineValue: Double? = nil,
        method: Method = .linear, thresholds: Thresholds = .canada, limit: Double? = nil,
        tolerance: Double = 0, acrossBreaks: Bool = false, requirement: Requirement = .by,
        overrides: TargetID? = nil, partOf: TargetID? = nil, name: LocalizedText = LocalizedText(),
        source: String? = nil
    ) throws(ValidationError) {
        self.id = id
        self.areas = areas
        self.dimensions = dimensions
        self.goal = goal
        self.direction = direction
        self.baseline = baseline
        self.baselineValue = baselineValue
        self.method = method
        self.thresholds = thresholds
        self.limit = limit
        self.tolerance = tolerance
        self.acrossBreaks = acrossBreaks
        self.requirement = requirement
        self.overrides = overrides
        self.partOf = partOf
        self.name = name
        self.source = source
        try checkItself()
    }

    /// Whether it is about this series.
    public func matches(_ series: Series) -> Bool {
        series.indicator == indicator && areas.contains(series.area)
            && series.dimensions.contains(dimensions)
    }

    private func checkItself() throws(ValidationError) {
        func invalid(_ message: String, _ found: String, _ expected: String) -> ValidationError {
            ValidationError(.invalidTarget, message, found: found, expected: expected)
        }
        if tolerance < 0 {
            throw invalid("the tolerance is negative", "\(tolerance)", "0 or more")
        }
        if goal == nil, method != .cagr {
            throw invalid(
                "without a value only cagr can measure", method.rawValue, "cagr, or a value")
        }
        if let goal, let baseline, baseline >= goal.deadline {
            throw invalid(
                "the baseline is not before the deadline", baseline.description,
                "a period before \(goal.deadline)")
        }
        if baselineValue != nil, baseline == nil {
            throw invalid("a baseline's value has no period", "no baseline", "a baseline")
        }
        if goal?.relative == true, baseline == nil {
            throw invalid("a relative target has no baseline", "no baseline", "a baseline")
        }
        if limit != nil, goal != nil || method != .cagr {
            throw invalid(
                "a limit is for cagr without a value", method.rawValue, "cagr without a value")
        }
        if thresholds != .canada, method != .cagr {
            throw invalid("thresholds are for cagr", method.rawValue, "cagr")
        }
        if goal == nil, requirement == .from {
            throw invalid("without a deadline nothing is required", "from", "a value and deadline")
        }
        if case .each(let areas) = areas, Set(areas).count < areas.count {
            throw invalid("an area stands twice", "\(areas.map(\.text))", "each area once")
        }
        for other in [overrides, partOf] {
            if let other, other.indicator != indicator {
                throw invalid(
                    "it refers to a target of another indicator", other.text,
                    "a target of \(indicator.text)")
            }
        }
        if let overrides, case .each = areas {
            throw invalid(
                "a target for each area overrides another", overrides.text, "a single area")
        }
        if overrides == id || partOf == id {
            throw invalid("it refers to itself", id.text, "another target's id")
        }
    }
}

/// A target as it is in force: its content and how often the content changed, from 1.
public struct VersionedTarget: Hashable, Sendable {
    public var target: Target
    public var version: Int

    public init(_ target: Target, version: Int) {
        self.target = target
        self.version = version
    }
}
