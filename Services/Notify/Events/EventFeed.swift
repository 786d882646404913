internal import HTTP
internal import Messages
internal import Synchronization

/// Hands new events to all open streams, and holds the newest for who comes back.
///
///     feed.publish(events)          // the projection, when they are on the board
///     feed.join(subscriber)         // a stream, when it has caught up
final class EventFeed: Sendable {
    private struct Waiting {
        let cursor: EventCursor
        let deadlineSeconds: Double
        let goOn: @Sendable (Bool) -> Void
    }
    private struct State {
        var recent: RecentEvents
        var live: [ObjectIdentifier: EventSubscriber] = [:]
        var catchingUp: [ObjectIdentifier: EventSubscriber] = [:]
        /// Those who are ahead of this instance.
        var waiting: [Waiting] = []
        var stopped = false
    }
    private let state: Mutex<State>

    /// How many blocks are sent at once to a stream that catches up: two such parts fit its buffer.
    static let partLimit = 400
    static let heartbeatSeconds = 15.0

    /// `head`: what the board has handled already.
    init(head: EventCursor) { state = Mutex(State(recent: RecentEvents(head: head))) }

    /// After the last event that was published.
    var head: EventCursor { state.withLock { $0.recent.head } }

    var streamCount: Int { state.withLock { $0.live.count + $0.catchingUp.count } }

    /// Makes `events` known, in their order; those that were known are dropped.
    func publish(_ events: [PublishedEvent]) {
        guard !events.isEmpty else { return }
        let ready = state.withLock { state -> [Waiting] in
            for event in events where state.recent.append(event) { Self.send(event, &state) }
            guard !state.waiting.isEmpty else { return [] }
            let head = state.recent.head
            defer { state.waiting.removeAll { head.covers($0.cursor) } }
            return state.waiting.filter { head.covers($0.cursor) }
        }
        for waiting in ready { waiting.goOn(true) }
    }

    /// The block is made once and shared by all streams.
    private static func send(_ event: PublishedEvent, _ state: inout State) {
        var block: [UInt8]?
        for (id, subscriber) in state.live where subscriber.wish.wants(event) {
            let shared = block ?? EventBlock.event(event, cursor: state.recent.head)
            block = shared
            if !subscriber.send(shared) { state.live[id] = nil }
        }
    }

    /// Calls `goOn` when this instance has read all that `cursor` has: with true, at once or later;
    /// with false at the deadline, or when the service stops.
    func whenCovering(
        _ cursor: EventCursor, deadlineSeconds: Double,
        _ goOn: @escaping @Sendable (Bool) -> Void
    ) {
        let answer = state.withLock { state -> Bool? in
            if state.stopped { return false }
            if state.recent.head.covers(cursor) { return true }
            state.waiting.append(
                Waiting(cursor: cursor, deadlineSeconds: deadlineSeconds, goOn: goOn))
            return nil
        }
        if let answer { goOn(answer) }
    }

    /// The wanted events after `cursor` out of memory; nil when they have to be read from the log.
    func recent(
        after cursor: inout EventCursor, _ wish: EventWish, limit: Int
    ) -> [PublishedEvent]? {
        state.withLock { $0.recent.events(after: &cursor, wish, limit: limit)?.events.map(\.0) }
    }
}

// Streams.
extension EventFeed {
    /// What comes next for a stream that catches up.
    enum Joining {
        /// It is live, or closed: nothing.
        case done
        /// A part was sent: join again when it is taken.
        case sent
        /// What it misses is on the log only.
        case behind
    }

    /// Takes a stream in, to be caught up. False when the service stops.
    func add(_ subscriber: EventSubscriber) -> Bool {
        state.withLock { state in
            if state.stopped { return false }
            state.catchingUp[ObjectIdentifier(subscriber)] = subscriber
            return true
        }
    }

    /// Sends what a stream that has read up to `cursor` misses, as far as it is in memory, and
    /// makes it live when that is all: no event comes in between.
    func join(_ subscriber: EventSubscriber, at cursor: inout EventCursor) -> Joining {
        state.withLock { state in
            let id = ObjectIdentifier(subscriber)
            guard state.catchingUp[id] != nil, subscriber.stream.isOpen else {
                state.catchingUp[id] = nil
                return .done
            }
            guard
                let (events, reachedHead) = state.recent.events(
                    after: &cursor, subscriber.wish, limit: Self.partLimit)
            else { return .behind }
            if !reachedHead { subscriber.awaitDrain() }
            for (event, cursor) in events {
                subscriber.send(EventBlock.event(event, cursor: cursor))
            }
            if reachedHead {
                state.catchingUp[id] = nil
                state.live[id] = subscriber
            }
            return reachedHead ? .done : .sent
        }
    }

    /// Ends the streams whose time is over, and gives those that were silent a sign of life.
    func tick(nowSeconds: Double) {
        let late = state.withLock { state -> [Waiting] in
            let beat = EventBlock.heartbeat(state.recent.head)
            for (id, subscriber) in state.live {
                if nowSeconds >= subscriber.endsAtSeconds {
                    subscriber.stream.end()
                    state.live[id] = nil
                } else if nowSeconds - subscriber.lastSentSeconds >= Self.heartbeatSeconds,
                    !subscriber.send(beat)
                {
                    state.live[id] = nil
                }
            }
            for (id, subscriber) in state.catchingUp {
                if nowSeconds >= subscriber.endsAtSeconds {
                    subscriber.stream.end()
                } else if nowSeconds - subscriber.lastSentSeconds >= Self.heartbeatSeconds {
                    // Where it is being caught up now, it is not silent for long.
                    let cursor = subscriber.reading.withLockIfAvailable { $0.cursor }
                    if let cursor { subscriber.send(EventBlock.heartbeat(cursor)) }
                }
                if !subscriber.stream.isOpen { state.catchingUp[id] = nil }
            }
            defer { state.waiting.removeAll { nowSeconds >= $0.deadlineSeconds } }
            return state.waiting.filter { nowSeconds >= $0.deadlineSeconds }
        }
        for waiting in late { waiting.goOn(false) }
    }

    /// Ends all streams; their readers come back at different times, to wherever the service is
    /// then.
    func stop() {
        let left = state.withLock { state -> [Waiting] in
            state.stopped = true
            for subscriber in [state.live, state.catchingUp].flatMap(\.values) {
                subscriber.send(EventBlock.retry(milliseconds: .random(in: 1_000...10_000)))
                subscriber.stream.end()
            }
            state.live = [:]
            state.catchingUp = [:]
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiting in left { waiting.goOn(false) }
    }
}
