internal import Messages
internal import Time

extension Endpoint {
    /// A call came back.
    mutating func conclude(
        _ matter: Attempt.Matter, _ result: AttemptResult, pulse: inout Pulse
    ) {
        switch matter {
        case .test(let command):
            if result.isTaken { succeed(pulse: &pulse) }
            finish(command.id, pulse: &pulse)
        case .consent(let url): concludeConsent(of: url, result, pulse: &pulse)
        case .event(let event, _, _, _):
            underWay -= 1
            if result.isTaken {
                throttle.recover()
                succeed(pulse: &pulse)
                if var delivery = deliveries[event], delivery.retelling == .due {
                    delivery.startAnew(at: pulse.now)
                    deliveries[event] = delivery
                    queue(delivery)
                } else {
                    complete(event, pulse: &pulse)
                }
            } else if deliveries[event]?.stage == .underWay {
                fail(event, result, pulse: &pulse)
            }
        }
    }

    private mutating func concludeConsent(
        of url: WebhookURL, _ result: AttemptResult, pulse: inout Pulse
    ) {
        if result.isTaken {
            consent.agree(url)
            succeed(pulse: &pulse)
            return write(pulse: &pulse)
        }
        let delay =
            pulse.delayMilliseconds(afterFailures: consent.refusals + 1, asked: nil)
            ?? pulse.schedule.delaysMilliseconds.last ?? 0
        consent.refuse(until: pulse.now.adding(milliseconds: delay))
        lose(result, attempts: consent.refusals, pulse: &pulse)
    }

    private mutating func succeed(pulse: inout Pulse) {
        guard let since = failingSince else { return }
        failingSince = nil
        touch(pulse.now)
        pulse.tell(.recovered(id, since: since))
    }

    private mutating func fail(
        _ event: EventID, _ result: AttemptResult, pulse: inout Pulse
    ) {
        guard var delivery = deliveries[event] else { return }
        delivery.stage = .waiting
        if delivery.retelling == .due { delivery.attempts = 0 }
        delivery.retelling = .no
        if case .unanswered(sentNothing: true, let elapsed) = result,
            elapsed < pulse.limits.instantMilliseconds, !delivery.wasRetriedAtOnce
        {
            delivery.wasRetriedAtOnce = true
            deliveries[event] = delivery
            return due.push(event, at: pulse.now)
        }
        delivery.wasRetriedAtOnce = false
        delivery.attempts += 1
        let asked: Int64? =
            if case .answered(_, let asked) = result { asked } else { nil }
        let delay = pulse.delayMilliseconds(afterFailures: delivery.attempts, asked: asked)
        if let delay { delivery.due = pulse.now.adding(milliseconds: delay) }
        deliveries[event] = delivery
        if result.isTooMuch { slowDown(asked, pulse: &pulse) }
        oweLine(delivery.line, pulse: &pulse)
        if delay == nil {
            die(event, pulse: &pulse)
        } else {
            owe(event, pulse: &pulse)
            due.push(event, at: delivery.due)
        }
        lose(result, attempts: delivery.attempts, pulse: &pulse)
    }

    /// Pauses as long as asked, within the first wait of the schedule and twice that.
    private mutating func slowDown(_ asked: Int64?, pulse: inout Pulse) {
        let base = pulse.schedule.delaysMilliseconds.first ?? 0
        throttle.slowDown(
            at: pulse.now, pauseMilliseconds: min(max(asked ?? base, base), 2 * base))
    }

    /// So often in turn something must fail before its receiver counts as lost: after a long
    /// silence one failure says nothing.
    private static let leastAttempts = 3

    /// The receiver did not take something, which it was now sent so often.
    private mutating func lose(_ result: AttemptResult, attempts: Int, pulse: inout Pulse) {
        let since = failingSince ?? pulse.now
        failingSince = since
        touch(pulse.now)
        if case .answered(410, _) = result { return disable(.gone, pulse: &pulse) }
        let patience = pulse.limits.patienceMilliseconds
        if attempts >= Self.leastAttempts,
            pulse.now.milliseconds - since.milliseconds >= patience
        {
            disable(.failing, pulse: &pulse)
        }
    }

    private mutating func disable(
        _ reason: SubscriptionStanding.Reason, pulse: inout Pulse
    ) {
        guard !isStopped else { return }
        disabled = SubscriptionStanding.Disabling(
            reason: reason, time: pulse.now, enabling: subscription.enabling)
        pulse.tell(.disabled(id, reason))
        write(pulse: &pulse)
    }
}
