internal import Messages
internal import Time

/// One subscription with its receiver: what it has taken in, what is under way, and what it owes.
struct Endpoint: Sendable {
    private(set) var subscription: Subscription
    let tenure: Tenure
    /// Of `subscriptions` and `deliveries`.
    let partition: Int32
    /// The live one first, then replays.
    var courses: [Course]
    /// All that is begun and not done.
    var deliveries: [EventID: Delivery] = [:]
    /// Of them those that have no time to wait for; what is no longer so is passed over.
    var ready = FIFO<EventID>()
    var due = DueQueue<EventID>()
    /// If ordered: by line, what is begun and not done, the earliest first.
    var lines: [String: [EventID]] = [:]

    var throttle: Throttle
    var underWay = 0
    /// Calls of what is not owed, the earliest first; one that is over is passed over.
    var calls = FIFO<(event: EventID, began: Timestamp)>()
    var deadCount = 0
    var freshCount = 0
    var freshBytes = 0
    /// The page it waits for.
    var isReading = false
    var lastCourseRead = 0

    var failingSince: Timestamp?
    var disabled: SubscriptionStanding.Disabling?
    var consent: Consent
    var tests = FIFO<SubscriptionCommand>()
    var commands: Set<String> = []

    var written: SubscriptionStanding
    var doneSinceWritten = 0
    var unwrittenSince: Timestamp?

    /// As a predecessor left it, or new.
    init(_ legacy: Legacy, in partition: Int32, pulse: inout Pulse) {
        subscription = legacy.subscription
        tenure = pulse.tenure(of: subscription.id)
        self.partition = partition
        let standing =
            legacy.standing ?? SubscriptionStanding(position: legacy.subscription.from)
        written = standing
        failingSince = standing.failingSince
        disabled = standing.disabled
        consent = Consent(given: standing.consented)
        courses = [Course(live: standing.position)] + legacy.replays.map { Course($0) }
        throttle = Throttle(ratePerSecond: subscription.terms.rate, now: pulse.now)
        for owed in legacy.owed {
            deliveries[owed.event] = Delivery(owed, now: pulse.now)
            if owed.due == nil { deadCount += 1 }
        }
        queueAnew()
    }

    var id: SubscriptionID { subscription.id }
    var isOrdered: Bool { subscription.terms.ordered }

    /// Nothing is delivered: its owner stopped it, or it stopped by itself and was not enabled
    /// since.
    var isStopped: Bool {
        !subscription.terms.enabled || disabled?.enabling == subscription.enabling
    }

    /// Its owner changed it.
    mutating func change(to subscription: Subscription, pulse: inout Pulse) {
        let old = self.subscription
        self.subscription = subscription
        if let disabled, disabled.enabling != subscription.enabling {
            self.disabled = nil
            failingSince = nil
            touch(pulse.now)
        }
        if old.terms.url != subscription.terms.url, failingSince != nil {
            failingSince = nil
            touch(pulse.now)
        }
        if old.terms.rate != subscription.terms.rate || old.terms.url != subscription.terms.url {
            throttle = Throttle(ratePerSecond: subscription.terms.rate, now: pulse.now)
            consent.forget()
        }
        if old.terms.ordered != isOrdered { queueAnew() }
    }

    /// Sorts all that waits into lines and queues.
    private mutating func queueAnew() {
        lines = [:]
        ready = FIFO()
        due = DueQueue()
        let all = deliveries.values.sorted { one, other in
            (one.event.cause, one.event.index) < (other.event.cause, other.event.index)
        }
        for delivery in all { enterLine(delivery) }
        for delivery in all { queue(delivery) }
    }

    /// Puts a delivery in its place among those of its series.
    mutating func enterLine(_ delivery: Delivery) {
        guard isOrdered else { return }
        var line = lines.removeValue(forKey: delivery.line) ?? []
        let before = line.lastIndex { $0.position < delivery.event.position }
        line.insert(delivery.event, at: before.map { $0 + 1 } ?? 0)
        lines[delivery.line] = line
    }

    /// Puts a delivery where it waits for its time; in a line only the first has a turn.
    mutating func queue(_ delivery: Delivery) {
        guard delivery.stage == .waiting, hasTurn(delivery) else { return }
        if delivery.attempts == 0, delivery.body != nil {
            ready.append(delivery.event)
        } else {
            due.push(delivery.event, at: delivery.due)
        }
    }

    func hasTurn(_ delivery: Delivery) -> Bool {
        !isOrdered || lines[delivery.line]?.first == delivery.event
    }

    /// What is to be written moved.
    mutating func touch(_ now: Timestamp) {
        if unwrittenSince == nil { unwrittenSince = now }
    }
}

/// What a subscription's last owner left on the log.
struct Legacy: Sendable {
    var subscription: Subscription
    var standing: SubscriptionStanding?
    var owed: [OwedDelivery] = []
    var replays: [ReplayProgress] = []
    var commands: [SubscriptionCommand] = []

    init(_ subscription: Subscription) { self.subscription = subscription }
}

/// Whether a receiver was asked, and agreed, to be called (CloudEvents' OPTIONS request).
struct Consent: Sendable {
    /// The URL that agreed.
    private(set) var given: String?
    private(set) var isAsked = false
    private(set) var refusals = 0
    private(set) var askAgain: Timestamp?

    init(given: String?) { self.given = given }

    mutating func ask() { isAsked = true }

    mutating func agree(_ url: WebhookURL) {
        self = Consent(given: url.text)
    }

    mutating func refuse(until time: Timestamp) {
        isAsked = false
        refusals += 1
        askAgain = time
    }

    /// Asks anew, without waiting.
    mutating func forget() {
        refusals = 0
        askAgain = nil
    }
}
