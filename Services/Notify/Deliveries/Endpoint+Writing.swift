internal import Messages
internal import Time

extension Endpoint {
    /// Writes how far it is when enough has moved, or long enough ago.
    mutating func writeIfDue(pulse: inout Pulse) {
        guard let since = unwrittenSince else { return }
        let age = pulse.now.milliseconds - since.milliseconds
        if age >= writingMilliseconds(pulse)
            || doneSinceWritten >= pulse.limits.positionDeliveries
        {
            write(pulse: &pulse)
        }
    }

    /// How long what is not written may wait.
    func writingMilliseconds(_ pulse: Pulse) -> Int64 {
        doneSinceWritten > 0 ? pulse.positionMilliseconds : pulse.limits.passedMilliseconds
    }

    /// Writes where it stands, if that is not where it stood, and how far its replays are.
    mutating func write(pulse: inout Pulse) {
        unwrittenSince = nil
        doneSinceWritten = 0
        var standing = SubscriptionStanding(position: courses[0].position)
        standing.failingSince = failingSince
        standing.disabled = disabled
        standing.consented = consent.given
        if standing != written {
            written = standing
            pulse.note(.remember(.standing(standing)), of: id, in: partition)
        }
        for replay in courses.compactMap(\.progress) {
            if replay.isDone {
                courses.removeAll { $0.id == .replay(replay.command) }
                pulse.note(.forget(.replay(id, replay.command)), of: id, in: partition)
            } else {
                pulse.note(.remember(.replay(replay)), of: id, in: partition)
            }
        }
    }

    /// Its standing was read. What says whether it is disabled is written again where a former
    /// owner, late, has overwritten it: subscribers see it, and the next owner goes on from it. An
    /// overwritten position is no harm, for the next one is this endpoint's.
    mutating func reread(_ standing: SubscriptionStanding, pulse: inout Pulse) {
        guard standing.disabled != written.disabled else { return }
        written = standing
        write(pulse: &pulse)
    }

    /// Its owner deleted it: nothing of it is remembered.
    func forget(pulse: inout Pulse) {
        pulse.note(.forget(.standing(id)), of: id, in: partition)
        for delivery in deliveries.values where delivery.isNoted {
            pulse.note(.forget(.owed(id, delivery.event)), of: id, in: partition)
        }
        for replay in courses.compactMap(\.progress) {
            pulse.note(.forget(.replay(id, replay.command)), of: id, in: partition)
        }
        for command in commands { pulse.note(.done(command), of: id, in: partition) }
    }
}

extension Endpoint {
    /// Does what its owner asks, once; the command is done when its effect is on the log.
    mutating func obey(_ command: SubscriptionCommand, pulse: inout Pulse) {
        guard commands.insert(command.id).inserted else { return }
        switch command.order {
        case .test: return tests.append(command)
        case .retry(let event): revive(event, pulse: &pulse)
        case .retryDead(let span):
            let dead = deliveries.values.filter { $0.stage == .dead && span.contains($0.time) }
            for delivery in dead { revive(delivery.event, pulse: &pulse) }
        case .skip(let event):
            if deliveries[event]?.isNoted == false { owe(event, pulse: &pulse) }
            complete(event, pulse: &pulse)
        case .replay(let span):
            if courses.contains(where: { $0.id == .replay(command.id) }) { break }
            let progress = ReplayProgress(
                command: command.id, span: span,
                position: courses[0].next.map { _ in OutcomesPlace() },
                end: courses[0].next.map(\.next))
            courses.append(Course(progress))
            for delivery in deliveries.values
            where delivery.stage == .underWay && delivery.retelling == .no {
                deliveries[delivery.event]?.retelling = .ifMet
            }
            pulse.note(.remember(.replay(progress)), of: id, in: partition)
        }
        pulse.then(.done(tenure, command.id))
    }

    /// A command's effect is on the log.
    mutating func finish(_ command: String, pulse: inout Pulse) {
        commands.remove(command)
        pulse.note(.done(command), of: id, in: partition)
    }
}
