internal import HTTP
internal import Messages
internal import Synchronization
internal import Time

/// Which events a reader wants.
struct EventWish: Hashable, Sendable {
    var filter: SubscriptionFilter
    /// Nothing older.
    var since: Timestamp?

    func wants(_ published: PublishedEvent) -> Bool {
        if let since, published.event.time < since { return false }
        return filter.matches(published.event.outcome)
    }
}

/// One open stream: first it catches up, then it is live.
final class EventSubscriber: Sendable {
    let wish: EventWish
    let stream: EventStream
    /// When it is ended, so that load spreads anew over instances; of the monotonic clock.
    let endsAtSeconds: Double
    /// What is left to be read from the log; touched by who catches it up only.
    let reading: Mutex<EventReading>
    private let lastSent: Atomic<UInt64>
    private let awaitsDrain: Atomic<Bool>

    /// `goOn` is called when a reader that is catching up has taken all that was sent.
    init(
        wish: EventWish, from cursor: EventCursor, endsAtSeconds: Double,
        goOn: @escaping @Sendable (EventSubscriber) -> Void
    ) {
        self.wish = wish
        self.endsAtSeconds = endsAtSeconds
        reading = Mutex(EventReading(from: cursor, wish))
        lastSent = Atomic(MonotonicClock.seconds().bitPattern)
        awaitsDrain = Atomic(false)
        let link = Link()
        stream = EventStream {
            guard let subscriber = link.subscriber, subscriber.takeDrain() else { return }
            goOn(subscriber)
        }
        link.set(self)
    }

    /// False when nobody reads any more.
    @discardableResult
    func send(_ block: [UInt8]) -> Bool {
        lastSent.store(MonotonicClock.seconds().bitPattern, ordering: .relaxed)
        return stream.send(block)
    }

    var lastSentSeconds: Double { Double(bitPattern: lastSent.load(ordering: .relaxed)) }

    /// From now on the reader's having taken all is told. Said before the sending, for it may be
    /// quick.
    func awaitDrain() { awaitsDrain.store(true, ordering: .sequentiallyConsistent) }

    /// Whether that was awaited; it is no more.
    private func takeDrain() -> Bool {
        awaitsDrain.exchange(false, ordering: .sequentiallyConsistent)
    }

    /// Known to its stream without being kept alive by it.
    private final class Link: Sendable {
        private let weakly = Mutex(Weak())
        private struct Weak: Sendable { weak var subscriber: EventSubscriber? }

        var subscriber: EventSubscriber? { weakly.withLock { $0.subscriber } }
        func set(_ subscriber: EventSubscriber) { weakly.withLock { $0.subscriber = subscriber } }
    }
}
