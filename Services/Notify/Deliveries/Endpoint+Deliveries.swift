internal import Messages
internal import Time

extension Endpoint {
    /// It is delivered, or given up: the next of its line has its turn.
    mutating func complete(_ event: EventID, pulse: inout Pulse) {
        guard let delivery = deliveries.removeValue(forKey: event) else { return }
        if delivery.stage == .dead { deadCount -= 1 }
        release(delivery, pulse.now)
        if delivery.isNoted {
            pulse.note(.forget(.owed(id, event)), of: id, in: partition)
        } else {
            freshCount -= 1
        }
        freshBytes -= delivery.isNoted ? 0 : delivery.body?.count ?? 0
        doneSinceWritten += 1
        touch(pulse.now)
        guard isOrdered, var line = lines.removeValue(forKey: delivery.line) else { return }
        line.removeAll { $0 == event }
        if !line.isEmpty { lines[delivery.line] = line }
        if let first = line.first, let next = deliveries[first] { queue(next) }
    }

    /// It stands on the log from now on; its position is held back until that is acknowledged.
    mutating func owe(_ event: EventID, pulse: inout Pulse) {
        guard var delivery = deliveries[event] else { return }
        if !delivery.isNoted {
            freshCount -= 1
            freshBytes -= delivery.body?.count ?? 0
        }
        if delivery.stage != .underWay { delivery.body = nil }
        delivery.isNoted = true
        deliveries[event] = delivery
        pulse.note(.remember(.owed(delivery.owed)), of: id, in: partition)
        if delivery.holding != nil { pulse.then(.durable(tenure, event)) }
    }

    /// All of a line are owed when one is, the earliest first: a successor that finds a record of
    /// one on the log may rely on it that those before are delivered, or stand there too.
    mutating func oweLine(_ line: String, pulse: inout Pulse) {
        for event in lines[line] ?? [] where deliveries[event]?.isNoted == false {
            owe(event, pulse: &pulse)
        }
    }

    /// A call that takes long is owed: a successor would deliver again what is done behind it.
    mutating func oweSlowCalls(pulse: inout Pulse) {
        while let (event, began) = calls.first {
            if let delivery = deliveries[event], delivery.stage == .underWay, !delivery.isNoted {
                let slow = began.adding(milliseconds: pulse.limits.slowMilliseconds)
                guard slow <= pulse.now, isHeldBack else { return }
                oweLine(delivery.line, pulse: &pulse)
                if !isOrdered { owe(event, pulse: &pulse) }
            }
            _ = calls.popFirst()
        }
    }

    /// Something is delivered behind what is not.
    var isHeldBack: Bool { courses.contains(where: \.isHeldBack) }

    /// Its schedule is spent.
    mutating func die(_ event: EventID, pulse: inout Pulse) {
        guard deliveries[event] != nil, deliveries[event]?.stage != .dead else { return }
        deliveries[event]?.stage = .dead
        deadCount += 1
        owe(event, pulse: &pulse)
        pulse.tell(.dead(id, event))
    }

    /// Its record is acknowledged: the position need not wait for it.
    mutating func becomeDurable(_ event: EventID, pulse: inout Pulse) {
        guard let delivery = deliveries[event] else { return }
        release(delivery, pulse.now)
        deliveries[event]?.holding = nil
        doneSinceWritten += 1
    }

    /// A dead one gets a whole schedule again, one that waits its attempt now.
    mutating func revive(_ event: EventID, pulse: inout Pulse) {
        guard var delivery = deliveries[event],
            delivery.stage == .dead || delivery.stage == .waiting
        else { return }
        if delivery.stage == .dead { deadCount -= 1 }
        delivery.startAnew(at: pulse.now)
        deliveries[event] = delivery
        owe(event, pulse: &pulse)
        if let delivery = deliveries[event] { queue(delivery) }
    }

    private mutating func release(_ delivery: Delivery, _ now: Timestamp) {
        guard let holding = delivery.holding,
            let course = courses.firstIndex(where: { $0.id == holding })
        else { return }
        courses[course].end(delivery.offset, in: delivery.event.cause.partition)
        touch(now)
    }
}
