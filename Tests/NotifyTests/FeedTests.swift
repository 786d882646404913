import HTTP
import Messages
import Support
import Testing
import Threading
import Time

@testable import Notify

@Suite("The feed")
struct FeedTests {
    private let log = LogID(0x3f9c_2a71)

    /// The `number`-th event of a partition, of a target of its own.
    private func event(_ number: Int64, partition: Int32 = 0) -> PublishedEvent {
        let target = known(try TargetID("nl.mkb.cloud.2030"))
        let outcome = TargetOutcome(
            kind: .assessed(withdrawn: false),
            target: TargetOutcome.Reference(
                id: target, version: 1, goal: nil, direction: .atLeast),
            series: nil, assessment: Assessment(method: .linear, category: .notAvailable))
        let event = OutcomeEvent(
            id: EventID(
                log: log, cause: Coordinate(partition: partition, offset: number), index: 0,
                checksum: 1),
            time: Timestamp(milliseconds: number), traceparent: nil, outcome: .target(outcome))
        return PublishedEvent(event, record: event.bytes)
    }

    private var beginning: EventCursor { EventCursor(log: log, partitions: 2) }

    private var wish: EventWish {
        var filter = SubscriptionFilter()
        filter.types = Set(Outcome.Kind.allCases)
        return EventWish(filter: filter)
    }

    private func subscriber(endsAtSeconds: Double = .infinity) -> EventSubscriber {
        EventSubscriber(wish: wish, from: beginning, endsAtSeconds: endsAtSeconds) { _ in }
    }

    private func live(_ feed: EventFeed, endsAtSeconds: Double = .infinity) -> EventSubscriber {
        let subscriber = subscriber(endsAtSeconds: endsAtSeconds)
        #expect(feed.add(subscriber))
        var cursor = feed.head
        guard case .done = feed.join(subscriber, at: &cursor) else {
            Issue.record("a stream at the head is live at once")
            return subscriber
        }
        return subscriber
    }

    @Test("A reader that falls a thousand events behind is disconnected, the others are not")
    func slowReader() {
        let feed = EventFeed(head: beginning)
        let slow = live(feed)
        feed.publish((0..<600).map { event($0) })
        let other = live(feed)
        feed.publish((600..<1_000).map { event($0) })
        #expect(slow.stream.isOpen)
        feed.publish([event(1_000)])
        #expect(!slow.stream.isOpen)
        #expect(other.stream.isOpen)
        #expect(feed.streamCount == 1)
    }

    @Test("One who catches up gets parts that fit, and is live after the last")
    func parts() {
        let feed = EventFeed(head: beginning)
        feed.publish((0..<1_000).map { event($0, partition: Int32($0 % 2)) })
        let subscriber = subscriber()
        #expect(feed.add(subscriber))
        var cursor = beginning
        var count = 0
        while case .sent = feed.join(subscriber, at: &cursor) { count += 1 }
        #expect(count == 2)
        #expect(cursor == feed.head)
        // 400 + 400 + 200 events are as many as it holds: one more is too many.
        feed.publish([event(2_000)])
        #expect(!subscriber.stream.isOpen)
    }

    @Test("What is not in memory any more has to be read from the log")
    func forgotten() {
        let feed = EventFeed(head: beginning)
        feed.publish((0..<Int64(RecentEvents.countLimit + 1)).map { event($0) })
        let subscriber = subscriber()
        #expect(feed.add(subscriber))
        var cursor = beginning
        guard case .behind = feed.join(subscriber, at: &cursor) else {
            Issue.record("the first event is not held any more")
            return
        }
        _ = cursor.take(OutcomePosition(offset: 0, index: 0), of: 0)
        guard case .sent = feed.join(subscriber, at: &cursor) else {
            Issue.record("all but the first event are held")
            return
        }
    }

    @Test("Copies are published once")
    func copies() {
        let feed = EventFeed(head: beginning)
        feed.publish([event(1), event(2), event(1), event(2), event(3)])
        feed.publish([event(3)])
        var cursor = beginning
        let events = feed.recent(after: &cursor, wish, limit: 10)
        #expect(events?.map(\.position.offset) == [1, 2, 3])
    }

    @Test("A stream ends when its time is over, and one who waits is told at the deadline")
    func time() {
        let feed = EventFeed(head: beginning)
        let now = MonotonicClock.seconds()
        let short = live(feed, endsAtSeconds: now + 1)
        let long = live(feed, endsAtSeconds: now + 100)
        var ahead = beginning
        _ = ahead.take(OutcomePosition(offset: 5, index: 0), of: 1)
        let told = Monitor<[Bool]>([])
        feed.whenCovering(ahead, deadlineSeconds: now + 1) { covers in
            told.with { $0.append(covers) }
        }
        feed.whenCovering(ahead, deadlineSeconds: .infinity) { covers in
            told.with { $0.append(covers) }
        }
        feed.tick(nowSeconds: now)
        #expect(short.stream.isOpen && told.with { $0 } == [])
        feed.tick(nowSeconds: now + 2)
        #expect(!short.stream.isOpen && long.stream.isOpen)
        #expect(told.with { $0 } == [false])
        feed.publish([event(5, partition: 1)])
        #expect(told.with { $0 } == [false, true])
    }

    @Test("A cursor's text is read back, and only its own log's")
    func cursors() throws {
        var cursor = beginning
        #expect(cursor.text == "3f9c2a71")
        _ = cursor.take(OutcomePosition(offset: 1041, index: 1), of: 0)
        _ = cursor.take(OutcomePosition(offset: 77, index: 0), of: 1)
        let again = cursor.take(OutcomePosition(offset: 77, index: 0), of: 1)
        #expect(!again)
        #expect(cursor.text == "3f9c2a71~0.1041.1~1.77.0")
        #expect(try EventCursor(cursor.text, of: log, partitions: 2) == cursor)
        #expect(throws: EventCursor.ParsingError.foreign) {
            try EventCursor("3f9c2a72~0.1.1", of: log, partitions: 2)
        }
        for wrong in ["", "x", "3f9c2a71~", "3f9c2a71~2.1.1", "3f9c2a71~0.1", "3f9c2a71~0.-1.1"] {
            #expect(throws: EventCursor.ParsingError.malformed) {
                try EventCursor(wrong, of: log, partitions: 2)
            }
        }
    }
}
