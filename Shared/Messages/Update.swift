public import Time

/// What stands on `updates`: what producers said, and the log's own records.
public enum Update: Hashable, Sendable {
    /// The log's first record: its id, the number of partitions and the rules' version.
    case logCreated(LogCreated)
    /// From this offset of this partition on, a later version of the fold holds.
    case rulesChanged(version: Int)
    case dayPassed(CalendarDate)
    case figuresReported(Report)
    case indicatorDefined(Indicator)
    case targetSet(Target)
    case targetWithdrawn(TargetID)

    public struct LogCreated: Hashable, Sendable {
        public let log: LogID
        public let partitions: Int32
        public let rules: Int

        public init(log: LogID, partitions: Int32, rules: Int) {
            self.log = log
            self.partitions = partitions
            self.rules = rules
        }
    }

    public enum Kind: String, CaseIterable, Sendable {
        case logCreated = "peil.log.created.v1"
        case rulesChanged = "peil.rules.changed.v1"
        case dayPassed = "peil.day.passed.v1"
        case figuresReported = "peil.figures.reported.v1"
        case indicatorDefined = "peil.indicator.defined.v1"
        case targetSet = "peil.target.set.v1"
        case targetWithdrawn = "peil.target.withdrawn.v1"
    }

    public var kind: Kind {
        switch self {
        case .logCreated: .logCreated
        case .rulesChanged: .rulesChanged
        case .dayPassed: .dayPassed
        case .figuresReported: .figuresReported
        case .indicatorDefined: .indicatorDefined
        case .targetSet: .targetSet
        case .targetWithdrawn: .targetWithdrawn
        }
    }
}

/// An update with what its event says of it: one record of `updates`.
public struct UpdateEvent: Hashable, Sendable {
    /// Unique among producers: for figures and definitions the submission and a number in it.
    public var id: String
    public var time: Timestamp
    /// W3C trace context, as CloudEvents' distributed-tracing extension.
    public var traceparent: String?
    public var update: Update

    public init(id: String, time: Timestamp, traceparent: String? = nil, update: Update) {
        self.id = id
        self.time = time
        self.traceparent = traceparent
        self.update = update
    }
}
