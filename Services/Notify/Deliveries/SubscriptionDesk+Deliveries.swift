internal import HTTP
internal import JSON
internal import Messages
internal import Store
internal import Synchronization
internal import Time

extension SubscriptionDesk {
    private enum State: String, CaseIterable {
        case pending, delivered, dead
    }
    private static let pageLimits = 1...200
    private static let pageLimit = 50
    private static let note =
        "Attempts are those that this instance made; other instances keep their own."

    /// What became of a subscription's deliveries, a page of one state: what is owed stands on the
    /// log, what was delivered in the attempt log of the instance that did.
    func deliveries(of subscription: Subscription, _ query: Query) -> Response {
        guard let state = State(rawValue: query["state"] ?? State.pending.rawValue) else {
            return refusal("state", query["state"], "one of pending, delivered, dead")
        }
        let limit = query["limit"].map { Int($0) } ?? Self.pageLimit
        guard let limit, Self.pageLimits.contains(limit) else {
            return refusal("limit", query["limit"], "a number from 1 to 200")
        }
        do throws(StoreError) {
            switch state {
            case .delivered: return try delivered(to: subscription.id, query["after"], limit)
            case .pending, .dead:
                return try owed(to: subscription.id, state, query["after"], limit)
            }
        } catch {
            return Problem(503, "Attempts Not Available", detail: error.description).response
        }
    }

    private func refusal(_ name: String, _ found: String?, _ expected: String) -> Response {
        let error = ValidationError(
            .malformed, "this is no \(name)", pointer: name, found: found, expected: expected)
        return Problem(refusing: Refusal([error])).response
    }

    private func owed(
        to id: SubscriptionID, _ state: State, _ after: String?, _ limit: Int
    ) throws(StoreError) -> Response {
        let start = after.flatMap { EventID($0) }
        let all = core.ledger.withLock { $0.account(of: id).owed.values }
            .filter { ($0.due == nil) == (state == .dead) }
            .sorted { $0.event.precedes($1.event) }
            .filter { owed in start.map { $0.precedes(owed.event) } ?? true }
        var writer = Writer()
        writer.beginObject()
        writer.name("deliveries")
        writer.beginArray()
        for owed in all.prefix(limit) {
            let event = owed.event.text
            let attempts = try core.attempts.read { store throws(StoreError) in
                try store.attempts(of: event, for: id)
            }
            writer.beginObject()
            writer.member("id", "\(id.text).\(event)")
            writer.member("event", event)
            writer.member("state", state.rawValue)
            writer.member("time", owed.time.description)
            writer.member("failures", owed.attempts)
            if let due = owed.due { writer.member("due", due.description) }
            writer.member("attempts", attempts)
            writer.endObject()
        }
        writer.endArray()
        if all.count > limit { writer.member("next", all[limit - 1].event.text) }
        return end(&writer)
    }

    private func delivered(
        to id: SubscriptionID, _ after: String?, _ limit: Int
    ) throws(StoreError) -> Response {
        let before = after.flatMap { Int64($0) } ?? .max
        let taken = try core.attempts.read { store throws(StoreError) in
            try store.taken(for: id, before: before, limit: limit)
        }
        var writer = Writer()
        writer.beginObject()
        writer.name("deliveries")
        writer.beginArray()
        for (entry, _) in taken {
            writer.beginObject()
            writer.member("id", "\(id.text).\(entry.event)")
            writer.member("event", entry.event)
            writer.member("state", State.delivered.rawValue)
            writer.member("attempts", [entry])
            writer.endObject()
        }
        writer.endArray()
        if taken.count == limit, let last = taken.last {
            writer.member("next", String(last.number))
        }
        return end(&writer)
    }

    private func end(_ writer: inout Writer) -> Response {
        writer.member("note", Self.note)
        writer.endObject()
        return .json(writer.take())
    }
}

extension EventID {
    fileprivate func precedes(_ other: EventID) -> Bool {
        (cause, index) < (other.cause, other.index)
    }
}

extension Writer {
    fileprivate mutating func member(_ name: StaticString, _ attempts: [AttemptEntry]) {
        self.name(name)
        beginArray()
        for attempt in attempts {
            beginObject()
            member("number", attempt.number)
            member("time", attempt.time.description)
            member("milliseconds", Int(attempt.milliseconds))
            if let status = attempt.status { member("status", status) }
            if let error = attempt.error { member("error", error) }
            member("answer", String(decoding: attempt.answer, as: UTF8.self))
            endObject()
        }
        endArray()
    }
}
