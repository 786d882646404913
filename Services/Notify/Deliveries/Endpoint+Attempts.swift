internal import Messages
internal import Time

extension Endpoint {
    /// Begins what can be begun now.
    mutating func begin(pulse: inout Pulse) {
        while let command = tests.popFirst() {
            pulse.act(
                .attempt(Attempt(tenure: tenure, matter: .test(command), body: [])))
        }
        guard !isStopped, isConsented(pulse: &pulse) else { return }
        while underWay < subscription.terms.concurrency,
            throttle.free(at: pulse.now) <= pulse.now, let event = nextTurn(pulse.now)
        {
            throttle.take()
            underWay += 1
            if deliveries[event]?.body == nil {
                deliveries[event]?.stage = .fetching
                guard let offset = deliveries[event]?.offset else { return }
                pulse.act(.fetch(FetchRequest(tenure: tenure, event: event, offset: offset)))
            } else {
                call(event, pulse: &pulse)
            }
        }
    }

    /// The event of a delivery was read again; nil: it is not on the log any more.
    mutating func fetched(_ event: EventID, _ body: [UInt8]?, pulse: inout Pulse) {
        guard deliveries[event]?.stage == .fetching else {
            underWay -= 1
            return
        }
        if let body {
            deliveries[event]?.body = body
            call(event, pulse: &pulse)
        } else {
            underWay -= 1
            pulse.tell(.lostRecords(id))
            die(event, pulse: &pulse)
        }
    }

    private mutating func call(_ event: EventID, pulse: inout Pulse) {
        guard let delivery = deliveries[event], let body = delivery.body else { return }
        deliveries[event]?.stage = .underWay
        if !delivery.isNoted { calls.append((event, pulse.now)) }
        let matter = Attempt.Matter.event(
            event, partition: event.cause.partition, offset: delivery.offset,
            number: delivery.attempts + 1)
        pulse.act(.attempt(Attempt(tenure: tenure, matter: matter, body: body)))
    }

    /// The next delivery whose time and turn have come.
    private mutating func nextTurn(_ now: Timestamp) -> EventID? {
        while let event = due.pop(due: now) {
            if canBegin(event, now) { return event }
        }
        while let event = ready.popFirst() {
            if canBegin(event, now) { return event }
        }
        return nil
    }

    private func canBegin(_ event: EventID, _ now: Timestamp) -> Bool {
        guard let delivery = deliveries[event] else { return false }
        return delivery.stage == .waiting && delivery.due <= now && hasTurn(delivery)
    }

    /// Whether the receiver may be called; asks it when it was not.
    private mutating func isConsented(pulse: inout Pulse) -> Bool {
        if mayCall { return true }
        if !consent.isAsked, consent.askAgain.map({ $0 <= pulse.now }) ?? true {
            consent.ask()
            let matter = Attempt.Matter.consent(subscription.terms.url)
            pulse.act(.attempt(Attempt(tenure: tenure, matter: matter, body: [])))
        }
        return false
    }

    private var mayCall: Bool {
        !subscription.terms.handshake || consent.given == subscription.terms.url.text
    }
}

extension Endpoint {
    /// When it wants to be asked again, if nothing comes before.
    mutating func wake(pulse: Pulse) -> Timestamp? {
        var wake = unwrittenSince.map { $0.adding(milliseconds: writingMilliseconds(pulse)) }
        func consider(_ time: Timestamp) { wake = min(wake ?? time, time) }
        if let call = calls.first, isHeldBack {
            consider(call.began.adding(milliseconds: pulse.limits.slowMilliseconds))
        }
        guard !isStopped else { return wake }
        guard mayCall else {
            if !consent.isAsked, let again = consent.askAgain { consider(again) }
            return wake
        }
        guard underWay < subscription.terms.concurrency else { return wake }
        let free = throttle.free(at: pulse.now)
        if !ready.isEmpty, free > pulse.now { consider(free) }
        if let first = due.first { consider(max(first, free)) }
        return wake
    }
}
