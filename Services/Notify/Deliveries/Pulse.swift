internal import Messages
internal import Time

/// What the endpoints of a heart share while they decide: the time, chance, the tail of the
/// outcomes, and what they say is to be done.
struct Pulse: Sendable {
    /// What follows when a note is on the log, for the tenure that noted it: one that went before
    /// may have been withdrawn.
    enum Sequel: Hashable, Sendable {
        /// A delivery no longer holds its position back.
        case durable(Tenure, EventID)
        /// A command has had its effect.
        case done(Tenure, String)
        /// All of a partition that was given up is written; the leave's number.
        case released(Int32, leave: Int)
    }

    var now: Timestamp
    /// How far the reader at the tail is.
    var tail: OutcomesCursor
    var random: SeededRandom
    /// How many endpoints are owned.
    var endpointCount = 1
    let schedule: RetrySchedule
    let limits: EndpointLimits
    private(set) var actions: [HeartAction] = []
    private var notes: [Note] = []
    private var noteCount = 0
    private var acknowledged = 0
    private var tenureCount = 0
    private var sequels = FIFO<(number: Int, sequel: Sequel)>()

    init(
        schedule: RetrySchedule, limits: EndpointLimits, seed: UInt64, tail: OutcomesCursor,
        now: Timestamp
    ) {
        self.schedule = schedule
        self.limits = limits
        self.tail = tail
        self.now = now
        random = SeededRandom(seed: seed)
    }

    /// How long after the first delivery since the last time a position is written.
    var positionMilliseconds: Int64 {
        min(
            limits.positionMilliseconds,
            max(
                EndpointLimits.leastPositionMilliseconds,
                EndpointLimits.positionMillisecondsEach * Int64(endpointCount)))
    }

    mutating func act(_ action: HeartAction) { actions.append(action) }

    mutating func tell(_ incident: Incident) { actions.append(.tell(incident)) }

    /// A new owner of a subscription.
    mutating func tenure(of subscription: SubscriptionID) -> Tenure {
        tenureCount += 1
        return Tenure(subscription: subscription, number: tenureCount)
    }

    mutating func takeActions() -> [HeartAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    mutating func takeNotes() -> [Note] {
        defer { notes.removeAll(keepingCapacity: true) }
        return notes
    }

    mutating func note(
        _ content: Note.Content, of subscription: SubscriptionID, in partition: Int32
    ) {
        noteCount += 1
        notes.append(
            Note(
                number: noteCount, subscription: subscription, partition: partition,
                content: content))
    }

    /// `sequel` follows when all that is noted so far is on the log.
    mutating func then(_ sequel: Sequel) { sequels.append((noteCount, sequel)) }

    /// All notes up to `number` are on the log.
    mutating func acknowledge(through number: Int) { acknowledged = max(acknowledged, number) }

    mutating func nextSequel() -> Sequel? {
        guard let first = sequels.first, first.number <= acknowledged else { return nil }
        return sequels.popFirst()?.sequel
    }

    mutating func delayMilliseconds(afterFailures failures: Int, asked: Int64?) -> Int64? {
        schedule.delayMilliseconds(
            afterFailures: failures, askedMilliseconds: asked, using: &random)
    }
}

/// What one endpoint may hold, and how patient it is.
struct EndpointLimits: Sendable {
    /// Deliveries in memory that were never attempted; the rest waits on the log.
    var fresh = 1_000
    /// The bytes of their events.
    var freshBytes = 4 << 20
    /// Deliveries that are not dead; their events' bytes are read again when they are due.
    var owed = 10_000
    /// A receiver that takes nothing for so long is not called any more.
    var patienceMilliseconds: Int64 = 120 * 3_600_000
    /// Its position is written when so many were delivered since, or so long after the first;
    /// sooner where few are owned: all together write no more than a hundred a second, and a
    /// successor sends little again.
    var positionDeliveries = 500
    var positionMilliseconds: Int64 = 1_000
    static let leastPositionMilliseconds: Int64 = 50
    static let positionMillisecondsEach: Int64 = 10
    /// The same where it only passed what it does not want.
    var passedMilliseconds: Int64 = 60_000
    /// A call that takes longer, and holds back what is delivered behind it, is owed.
    var slowMilliseconds: Int64 = 1_000
    /// Connecting that failed sooner is tried again at once, once.
    var instantMilliseconds: Int64 = 1_000
}
