public import Time

/// What compute answers on `catalogue` to one definition update, under the update's coordinate.
public struct CatalogueAnswer: Hashable, Sendable {
    public enum Result: Hashable, Sendable {
        case applied
        case unchanged
        case refused([ValidationError])
    }

    /// What the update was about, with the definition in force after it; nil: there is none.
    public enum Subject: Hashable, Sendable {
        case indicator(IndicatorCode, inForce: Indicator?)
        case target(TargetID, inForce: VersionedTarget?)
    }

    /// The update's place, as an id with index 0.
    public var id: EventID
    public var time: Timestamp
    public var traceparent: String?
    public var result: Result
    public var subject: Subject

    public static let eventType = "peil.catalogue.answered.v1"

    public init(
        id: EventID, time: Timestamp, traceparent: String?, result: Result, subject: Subject
    ) {
        self.id = id
        self.time = time
        self.traceparent = traceparent
        self.result = result
        self.subject = subject
    }
}

/// A record that could not be processed, on `rejects` under its coordinate: why, and what it was.
public struct Reject: Hashable, Sendable {
    public var id: EventID
    public var time: Timestamp
    /// The submission it came with, where it could be read.
    public var submission: String?
    public var errors: [ValidationError]

    public static let eventType = "peil.update.rejected.v1"

    public init(id: EventID, time: Timestamp, submission: String?, errors: [ValidationError]) {
        self.id = id
        self.time = time
        self.submission = submission
        self.errors = errors
    }
}
