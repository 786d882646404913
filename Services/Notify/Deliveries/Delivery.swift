internal import Messages
internal import Time

/// One event that one subscription is to get.
struct Delivery: Sendable {
    enum Stage: Hashable, Sendable {
        /// For its time, its turn, or its series.
        case waiting
        /// Its bytes are read again from the log.
        case fetching
        case underWay
        /// Its schedule is spent.
        case dead
    }

    /// Whether what is under way is told again when it was taken: the receiver may have got it
    /// before the replay was ordered.
    enum Retelling: Sendable {
        case no
        /// A replay was ordered since the call began, and has not met it.
        case ifMet
        case due
    }

    let event: EventID
    /// Where it stands on `outcomes`.
    let offset: Int64
    let time: Timestamp
    let line: String
    var stage = Stage.waiting
    /// Failed ones of the present schedule.
    var attempts = 0
    var due: Timestamp
    /// The event as it stands on the log; nil: to be read again.
    var body: [UInt8]?
    /// The course whose position it holds back; nil when it is durably owed.
    var holding: Course.ID?
    /// A record of it is on the log, or on its way.
    var isNoted = false
    /// Connecting failed at once and was tried again at once.
    var wasRetriedAtOnce = false
    var retelling = Retelling.no

    init(_ outcome: OutcomeRecord, _ event: OutcomeEvent, of course: Course.ID, now: Timestamp) {
        self.event = event.id
        offset = outcome.offset
        time = event.time
        line = event.outcome.line
        due = now
        body = outcome.bytes
        holding = course
    }

    /// As a predecessor left it.
    init(_ owed: OwedDelivery, now: Timestamp) {
        event = owed.event
        offset = owed.offset
        time = owed.time
        line = owed.line
        attempts = owed.attempts
        due = owed.due ?? now
        stage = owed.due == nil ? .dead : .waiting
        isNoted = true
    }

    var owed: OwedDelivery {
        OwedDelivery(
            event: event, offset: offset, time: time, line: line, attempts: attempts,
            due: stage == .dead ? nil : due)
    }

    /// It has a whole schedule before it.
    mutating func startAnew(at now: Timestamp) {
        stage = .waiting
        retelling = .no
        attempts = 0
        due = now
    }

    /// In a line, what came earlier goes first. A line is of one partition.
    func precedes(_ other: EventID) -> Bool { event.position < other.position }
}

/// A record of `outcomes` as the heart takes it.
struct OutcomeRecord: Sendable {
    let partition: Int32
    let offset: Int64
    /// Nil when it cannot be read, and is passed.
    let event: OutcomeEvent?
    let bytes: [UInt8]
}
