internal import Messages
internal import Time

extension Endpoint {
    /// A record came at the tail, which stood at `tail` before. Taken if this endpoint is in step
    /// and has room; otherwise it is behind and reads by itself when it has room again.
    mutating func offer(_ outcome: OutcomeRecord, tail: Int64, pulse: inout Pulse) {
        let next = courses[0].next[Int(outcome.partition)].next
        guard next <= outcome.offset, next >= tail, hasRoom(pulse.limits),
            !isHeldByReplay(pulse.tail)
        else {
            return
        }
        take(outcome, into: 0, pulse: &pulse)
    }

    /// The page that was asked for came; `next` is where the one after it begins.
    mutating func turn(
        _ request: PageRequest, _ page: [OutcomeRecord], next: Int64, pulse: inout Pulse
    ) {
        isReading = false
        guard let course = courses.firstIndex(where: { $0.id == request.course }),
            courses[course].next[Int(request.partition)].next == request.from
        else { return }
        let end = courses[course].end?[Int(request.partition)] ?? .max
        for outcome in page {
            guard hasRoom(pulse.limits) else { return }
            guard outcome.offset < end else { break }
            take(outcome, into: course, pulse: &pulse)
        }
        courses[course].skip(to: min(next, end), in: request.partition)
        touch(pulse.now)
    }

    /// Asks for the next page of a course that lacks something, when half the room is free: what of
    /// a page finds none is read again.
    mutating func readOn(pulse: inout Pulse) {
        guard !isReading, hasRoom(pulse.limits), freshCount <= pulse.limits.fresh / 2,
            freshBytes <= pulse.limits.freshBytes / 2
        else { return }
        let held = isHeldByReplay(pulse.tail)
        for step in 1...courses.count {
            let index = (lastCourseRead + step) % courses.count
            guard index > 0 || !held, let partition = courses[index].lacking(pulse.tail) else {
                continue
            }
            isReading = true
            lastCourseRead = index
            let from = courses[index].next[Int(partition)].next
            pulse.act(
                .read(
                    PageRequest(
                        tenure: tenure, course: courses[index].id, partition: partition,
                        from: from)))
            return
        }
    }

    private func hasRoom(_ limits: EndpointLimits) -> Bool {
        !isStopped && deliveries.count - deadCount < limits.owed && freshCount < limits.fresh
            && freshBytes < limits.freshBytes
    }

    /// A replay comes before the live events of its series, so these wait until it is taken in.
    private func isHeldByReplay(_ tail: OutcomesCursor) -> Bool {
        isOrdered && courses.dropFirst().contains { $0.lacking(tail) != nil }
    }

    private mutating func take(
        _ outcome: OutcomeRecord, into course: Int, pulse: inout Pulse
    ) {
        let partition = outcome.partition
        let high = courses[course].next[Int(partition)].high
        guard let event = outcome.event else {
            return courses[course].skip(to: outcome.offset + 1, in: partition)
        }
        touch(pulse.now)
        guard courses[course].pass(outcome.offset, event.id.position, in: partition),
            subscription.terms.filter.matches(event.outcome),
            courses[course].span?.contains(event.time) != false
        else { return }
        if deliveries[event.id] != nil {
            if course > 0 { meet(event.id, pulse: &pulse) }
            return
        }
        courses[course].begin(outcome.offset, in: partition, high: high)
        let delivery = Delivery(outcome, event, of: courses[course].id, now: pulse.now)
        deliveries[event.id] = delivery
        freshCount += 1
        freshBytes += outcome.bytes.count
        enterLine(delivery)
        queue(delivery)
        // Behind one that is owed it may wait for days: then it is owed too.
        let other = lines[delivery.line]?.first { $0 != event.id }
        if let other, deliveries[other]?.isNoted == true {
            oweLine(delivery.line, pulse: &pulse)
        }
    }

    /// A replay comes to what is begun already.
    private mutating func meet(_ event: EventID, pulse: inout Pulse) {
        if deliveries[event]?.stage == .dead { revive(event, pulse: &pulse) }
        if deliveries[event]?.retelling == .ifMet { deliveries[event]?.retelling = .due }
    }
}
