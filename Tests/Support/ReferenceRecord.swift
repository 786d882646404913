public import Messages
public import Time

/// One record of an updates partition, as the reference is given it.
public struct ReferenceRecord: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case event(UpdateEvent)
        /// No event could be read from it: why, and what could be read.
        case unreadable([ValidationError.Code], time: Timestamp, submission: String?)
    }

    public var offset: Int64
    /// CRC-32C of the record's value.
    public var checksum: UInt32
    public var content: Content

    public init(offset: Int64, checksum: UInt32, content: Content) {
        self.offset = offset
        self.checksum = checksum
        self.content = content
    }
}

/// What must stand on `rejects`. The wording of an error is the product's own: codes are compared.
public struct ReferenceReject: Hashable, Sendable {
    public var id: EventID
    public var time: Timestamp
    public var submission: String?
    public var codes: [ValidationError.Code]

    public init(
        id: EventID, time: Timestamp, submission: String?, codes: [ValidationError.Code]
    ) {
        self.id = id
        self.time = time
        self.submission = submission
        self.codes = codes
    }
}

/// A target that was ever set. Withdrawn, it keeps its version: set again, the version goes on.
public struct ReferenceTarget: Hashable, Sendable {
    public var target: Target
    public var version: Int
    public var inForce: Bool
    /// This version was announced overdue while no series matched it.
    public var overdueWithoutSeries = false

    public var versioned: VersionedTarget { VersionedTarget(target, version: version) }
}

/// Where one series stands towards one target, as far as events depend on it.
public struct ReferenceStanding: Hashable, Sendable {
    /// Each with the period that met it.
    public enum Met: Hashable, Sendable {
        case open
        case provisionally(Period)
        case finally(Period)

        public var period: Period? {
            switch self {
            case .open: nil
            case .provisionally(let period), .finally(let period): period
            }
        }
    }

    public let target: TargetID
    public let series: Series
    /// The target's version when it was last judged.
    public var version: Int
    public var met = Met.open
    /// The category when it was last judged; nil: never.
    public var category: Category?
    /// y0 of a relative target when it was last judged.
    public var base: Double?
    /// The latest periods for which this version was announced missed.
    public var missedIn: [Period] = []
    /// This version was announced overdue.
    public var overdue = false

    /// What is said once a version can be said again.
    mutating func renew(for version: Int) {
        self.version = version
        missedIn = []
        overdue = false
    }
}
