internal import Log
internal import Messages
internal import Time

/// What the heart says is to be done.
enum HeartAction: Sendable {
    /// Call the receiver, and tell what came of it.
    case attempt(Attempt)
    /// Read the event of a delivery again.
    case fetch(FetchRequest)
    /// Read outcomes for a subscription that is behind.
    case read(PageRequest)
    /// Ask where outcomes end now, for a subscription whose position is beyond what was said.
    case ask(EndRequest)
    /// All of this partition is written: another may take it.
    case released(Int32)
    case tell(Incident)
}

/// One call of a receiver.
struct Attempt: Hashable, Sendable {
    enum Matter: Hashable, Sendable {
        case event(EventID, partition: Int32, offset: Int64, number: Int)
        case test(SubscriptionCommand)
        /// Whether it may be called at all.
        case consent(WebhookURL)
    }

    let tenure: Tenure
    let matter: Matter
    let body: [UInt8]
}

/// A subscription in the hands of one owner for a while: what one began, the next does not end.
struct Tenure: Hashable, Sendable {
    let subscription: SubscriptionID
    let number: Int
}

/// An event that is to be read again.
struct FetchRequest: Hashable, Sendable {
    let tenure: Tenure
    let event: EventID
    /// Where it stands on `outcomes`, in the partition of its cause.
    let offset: Int64
}

/// What came of a call.
enum AttemptResult: Hashable, Sendable {
    case answered(status: Int, retryAfterMilliseconds: Int64?)
    /// `sentNothing`: the connection was not made, and after how long that was clear.
    case unanswered(sentNothing: Bool, elapsedMilliseconds: Int64)

    var isTaken: Bool {
        if case .answered(200..<300, _) = self { true } else { false }
    }

    /// The receiver, or what stands before it, has more than it can do.
    var isTooMuch: Bool {
        switch self {
        case .answered(429, _), .answered(502, _), .answered(504, _): true
        case .answered, .unanswered: false
        }
    }
}

/// A piece of `outcomes` that a course lacks.
struct PageRequest: Hashable, Sendable {
    let tenure: Tenure
    let course: Course.ID
    let partition: Int32
    let from: Int64
}

/// Where outcomes end, asked for when the position was known: an earlier answer can be overtaken by
/// what a former owner wrote since.
struct EndRequest: Hashable, Sendable {
    let tenure: Tenure
    let partition: Int32
    let position: Int64
}

/// Something to remember on the log: to be appended in the order of the numbers. A later one of
/// the same key takes its place.
struct Note: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case remember(DeliveryRecord)
        case forget(DeliveryRecord.Key)
        case done(String)
    }

    /// One more than the one before; acknowledged in order.
    let number: Int
    let subscription: SubscriptionID
    let partition: Int32
    let content: Content
}

/// What operators should know of.
enum Incident: Hashable, Sendable {
    case dead(SubscriptionID, EventID)
    case disabled(SubscriptionID, SubscriptionStanding.Reason)
    /// Its receiver takes again what it did not since then.
    case recovered(SubscriptionID, since: Timestamp)
    /// Its position is beyond the end of the log, or an event it is owed is gone.
    case lostRecords(SubscriptionID)
    /// It stops where it is, for outcomes cannot be read.
    case unreadable(SubscriptionID, LogError)
    /// Its secrets cannot be opened here: they are sealed under another key. Or again they can.
    case sealed(SubscriptionID)
    case opened(SubscriptionID)
}
