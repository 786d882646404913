public import Time

/// A figure as events show it: in force, with its release.
public struct ReleasedFigure: Hashable, Sendable {
    public var figure: Figure
    public var released: Timestamp
    public var source: String?

    public init(figure: Figure, released: Timestamp, source: String?) {
        self.figure = figure
        self.released = released
        self.source = source
    }
}

/// `peil.series.updated.v1`: a report changed what is in force or added a vintage.
public struct SeriesUpdated: Hashable, Sendable {
    /// The figure of one period that is in force now, and what was before (nil: none).
    public struct Change: Hashable, Sendable {
        public var old: Figure?
        public var new: ReleasedFigure

        public init(old: Figure?, new: ReleasedFigure) {
            self.old = old
            self.new = new
        }
    }

    public var series: Series
    public var unit: String
    public var submission: String
    /// The indicator's definition version that the figures were reported under.
    public var definition: Int
    /// In the order of their periods.
    public var changes: [Change]
    /// Vintages added that did not come into force, by period and release.
    public var vintages: [ReleasedFigure]
    /// The figure of the last period that has a value and is no forecast.
    public var latest: ReleasedFigure?
    /// The latest figure before that, and by how much the latest differs from it.
    public var previous: PeriodValue?
    public var change: Double?
    /// The figure of the same period a year before the latest, and by how much the latest differs
    /// from it; only where a year has several periods.
    public var yearBefore: PeriodValue?
    public var changeOnYear: Double?
    /// For each target that matches, by the ids' bytes.
    public var assessments: [TargetAssessment]

    public struct TargetAssessment: Hashable, Sendable {
        public var target: TargetID
        public var version: Int
        public var assessment: Assessment

        public init(target: TargetID, version: Int, assessment: Assessment) {
            self.target = target
            self.version = version
            self.assessment = assessment
        }
    }

    public init(series: Series, unit: String, submission: String, definition: Int) {
        self.series = series
        self.unit = unit
        self.submission = submission
        self.definition = definition
        changes = []
        vintages = []
        assessments = []
    }
}

/// What became of a target: all types but `series.updated`.
public struct TargetOutcome: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Set, changed or withdrawn: the assessment, for one series or none yet.
        case assessed(withdrawn: Bool)
        case met(provisional: Bool)
        case confirmed
        case unmet(UnmetCause)
        case missed
        case overdue
        case pace(from: Category)
    }

    public enum UnmetCause: String, CaseIterable, Sendable {
        case target, revision, decline
    }

    /// The target as the event shows it.
    public struct Reference: Hashable, Sendable {
        public var id: TargetID
        public var version: Int
        public var goal: Target.Goal?
        public var direction: Direction

        public init(_ target: VersionedTarget) {
            id = target.target.id
            version = target.version
            goal = target.target.goal
            direction = target.target.direction
        }

        public init(id: TargetID, version: Int, goal: Target.Goal?, direction: Direction) {
            self.id = id
            self.version = version
            self.goal = goal
            self.direction = direction
        }
    }

    public var kind: Kind
    public var target: Reference
    /// Nil where no series matches the target yet.
    public var series: Series?
    /// The latest figure.
    public var figure: ReleasedFigure?
    /// The one before it.
    public var previous: PeriodValue?
    public var assessment: Assessment
    /// For `met`: how much before the deadline, in years, 2 decimals; negative when late.
    public var yearsEarly: Double?

    public init(kind: Kind, target: Reference, series: Series?, assessment: Assessment) {
        self.kind = kind
        self.target = target
        self.series = series
        self.assessment = assessment
    }
}

public enum Outcome: Hashable, Sendable {
    case seriesUpdated(SeriesUpdated)
    case target(TargetOutcome)

    public enum Kind: String, CaseIterable, Sendable {
        case seriesUpdated = "peil.series.updated.v1"
        case assessed = "peil.target.assessed.v1"
        case met = "peil.target.met.v1"
        case confirmed = "peil.target.confirmed.v1"
        case unmet = "peil.target.unmet.v1"
        case missed = "peil.target.missed.v1"
        case overdue = "peil.target.overdue.v1"
        case pace = "peil.target.pace.v1"
    }

    public var kind: Kind {
        switch self {
        case .seriesUpdated: .seriesUpdated
        case .target(let outcome):
            switch outcome.kind {
            case .assessed: .assessed
            case .met: .met
            case .confirmed: .confirmed
            case .unmet: .unmet
            case .missed: .missed
            case .overdue: .overdue
            case .pace: .pace
            }
        }
    }
}

/// An outcome under its identity; `time` and `traceparent` are its cause's, so that a replay gives
/// the same bytes.
public struct OutcomeEvent: Hashable, Sendable {
    public var id: EventID
    public var time: Timestamp
    public var traceparent: String?
    public var outcome: Outcome

    public init(id: EventID, time: Timestamp, traceparent: String?, outcome: Outcome) {
        self.id = id
        self.time = time
        self.traceparent = traceparent
        self.outcome = outcome
    }
}
