internal import Messages

/// The newest events in the order in which they were read: what most who resume have missed.
struct RecentEvents: Sendable {
    static let countLimit = 4_096
    static let byteLimit = 8 << 20
    /// Those that were dropped go out of memory so many at a time.
    private static let dropCount = 256

    /// After the newest.
    private(set) var head: EventCursor
    /// Before the oldest that is held.
    private(set) var floor: EventCursor
    private var events: [PublishedEvent] = []
    private var start = 0
    private var byteCount = 0

    /// None yet; what was read before is below `head`.
    init(head: EventCursor) {
        self.head = head
        floor = head
    }

    var all: ArraySlice<PublishedEvent> { events[start...] }

    /// False for one that was here before.
    mutating func append(_ event: PublishedEvent) -> Bool {
        guard head.take(event.position, of: event.partition) else { return false }
        events.append(event)
        byteCount += Self.memoryBytes(event)
        while events.count - start > Self.countLimit || byteCount > Self.byteLimit { dropFirst() }
        return true
    }

    /// About: each figure takes in memory, when it is read, twice what it takes in the record.
    private static func memoryBytes(_ event: PublishedEvent) -> Int {
        3 * event.record.count + 512
    }

    private mutating func dropFirst() {
        let first = events[start]
        _ = floor.take(first.position, of: first.partition)
        byteCount -= Self.memoryBytes(first)
        start += 1
        if start >= Self.dropCount {
            events.removeFirst(start)
            start = 0
        }
    }

    /// The first `limit` events after `cursor` that are wanted; `cursor` moves to behind them, or
    /// to the head when there are no more, which is answered too. Nil when some of the events after
    /// it are not held any more.
    func events(
        after cursor: inout EventCursor, _ wish: EventWish, limit: Int
    ) -> (events: [(PublishedEvent, EventCursor)], reachedHead: Bool)? {
        guard cursor.covers(floor) else { return nil }
        var found: [(PublishedEvent, EventCursor)] = []
        if cursor == head { return ([], true) }
        for event in all where !cursor.has(event.position, of: event.partition) {
            if wish.wants(event) {
                if found.count == limit { return (found, false) }
                _ = cursor.take(event.position, of: event.partition)
                found.append((event, cursor))
            } else {
                _ = cursor.take(event.position, of: event.partition)
            }
        }
        return (found, true)
    }
}
