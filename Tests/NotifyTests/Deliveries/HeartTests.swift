import Messages
import Testing
import Time

@testable import Notify

@Suite("The heart of deliveries") struct HeartTests {
    @Test("An event at the tail is attempted at once, and a first success leaves no record")
    func first() throws {
        var bench = HeartBench()
        bench.tell(.outcomes([GivenEvents.record(0)]))
        let attempts = bench.takeAttempts()
        #expect(HeartBench.events(attempts) == [0])
        bench.answer(try #require(attempts.first), 204)
        #expect(bench.takeNotes().isEmpty)
        bench.pass(milliseconds: 1_000)
        guard case .remember(.standing(let standing)) = bench.takeNotes().first?.content else {
            Issue.record("its position was not written")
            return
        }
        #expect(standing.position[0].next == 1)
        #expect(standing.position[0].high == OutcomePosition(offset: 0, index: 0))
    }

    @Test("A copy of an outcome is dropped")
    func copies() {
        var bench = HeartBench()
        let (one, two) = (GivenEvents.event(0), GivenEvents.event(1))
        let records = [one, two, one, two].enumerated().map {
            GivenEvents.record($1, at: Int64($0))
        }
        bench.tell(.outcomes(records))
        #expect(HeartBench.events(bench.takeAttempts()) == [0, 1])
    }

    @Test("What failed comes again by the schedule, within a fifth of it, until it is dead")
    func schedule() throws {
        for seed in 0..<50 {
            var bench = HeartBench(seed: UInt64(seed))
            bench.tell(.outcomes([GivenEvents.record(0)]))
            for base in [5_000, 300_000] as [Int64] {
                bench.answer(try #require(bench.takeAttempts().first), 500)
                bench.pass(milliseconds: base * 8 / 10 - 1)
                #expect(bench.fetches.isEmpty)
                bench.pass(milliseconds: base * 4 / 10 + 1)
                bench.answerFetches()
            }
            #expect(bench.incidents.isEmpty)
            bench.answer(try #require(bench.takeAttempts().first), 500)
            let event = GivenEvents.event(0).id
            #expect(bench.incidents == [.dead(GivenEvents.id, event)])
            guard case .remember(.owed(let owed)) = bench.takeNotes().last?.content else {
                Issue.record("its death was not written")
                continue
            }
            #expect(owed.due == nil)
            #expect(owed.attempts == 3)
        }
    }

    @Test("Retry-After counts within one and two times the wait of the schedule")
    func retryAfter() throws {
        for (asked, waited) in [(1, 5_000), (7_000, 7_000), (60_000, 10_000)] as [(Int64, Int64)] {
            var bench = HeartBench()
            bench.tell(.outcomes([GivenEvents.record(0)]))
            bench.answer(try #require(bench.takeAttempts().first), 429, retryAfter: asked)
            bench.pass(milliseconds: waited - 1)
            #expect(bench.fetches.isEmpty)
            bench.pass(milliseconds: 1)
            #expect(bench.fetches.count == 1)
        }
    }

    @Test("Connecting that fails at once is tried again at once, one time")
    func instant() throws {
        var bench = HeartBench()
        bench.tell(.outcomes([GivenEvents.record(0)]))
        let failed = AttemptResult.unanswered(sentNothing: true, elapsedMilliseconds: 3)
        bench.tell(.concluded(try #require(bench.takeAttempts().first), failed))
        let again = try #require(bench.takeAttempts().first)
        bench.tell(.concluded(again, failed))
        #expect(bench.takeAttempts().isEmpty)
        #expect(bench.fetches.isEmpty)
        bench.pass(milliseconds: 6_000)
        #expect(bench.fetches.count == 1)
    }

    @Test("410 disables at once; enabled again, it goes on with what is owed")
    func gone() throws {
        var subscription = GivenEvents.subscription()
        var bench = HeartBench(subscription)
        bench.tell(.outcomes([GivenEvents.record(0)]))
        bench.answer(try #require(bench.takeAttempts().first), 410)
        #expect(bench.incidents == [.disabled(GivenEvents.id, .gone)])
        bench.tell(.outcomes([GivenEvents.record(1)]))
        bench.pass(milliseconds: 1_000_000)
        #expect(bench.attempts.isEmpty && bench.fetches.isEmpty)
        subscription.enabling += 1
        bench.tell(.changed(subscription, waiting: [], partition: 0))
        bench.answerFetches()
        #expect(HeartBench.events(bench.takeAttempts()) == [0])
        let page = try #require(bench.pages.last)
        #expect(page.from == 1)
        bench.tell(.page(page, [GivenEvents.record(1)], next: 2))
        #expect(HeartBench.events(bench.takeAttempts()) == [1])
    }

    @Test("A receiver that takes nothing for 120 hours is not called any more")
    func patience() throws {
        let hour: Int64 = 3_600_000
        var bench = HeartBench(schedule: Array(repeating: 24 * 3600, count: 9))
        bench.tell(.outcomes([GivenEvents.record(0)]))
        var hours: Int64 = 0
        while bench.incidents.isEmpty, hours < 300 {
            if let attempt = bench.takeAttempts().first { bench.answer(attempt, 500) }
            bench.pass(milliseconds: hour)
            bench.answerFetches()
            hours += 1
        }
        #expect(bench.incidents == [.disabled(GivenEvents.id, .failing)])
        #expect((120...150).contains(hours))
    }

    @Test("After a long silence a receiver is lost by its third failure in turn, not by the first")
    func silence() throws {
        var bench = HeartBench(schedule: [60, 60, 60])
        func fail(_ times: Int, _ event: Int64) {
            for _ in 0..<times {
                bench.answerFetches()
                let open = bench.takeAttempts()
                #expect(HeartBench.events(open) == [event])
                for attempt in open { bench.answer(attempt, 500) }
                bench.pass(milliseconds: 120_000)
            }
        }
        bench.tell(.outcomes([GivenEvents.record(0)]))
        fail(4, 0)
        bench.pass(milliseconds: 200 * 3_600_000)
        let dead = bench.incidents
        bench.tell(.outcomes([GivenEvents.record(1)]))
        fail(2, 1)
        #expect(bench.incidents == dead)
        fail(1, 1)
        #expect(bench.incidents == dead + [.disabled(GivenEvents.id, .failing)])
    }

    @Test("The next page is asked for when half the room is free, from what found none")
    func pagesOfWhoIsBehind() throws {
        var limits = EndpointLimits()
        limits.fresh = 4
        var bench = HeartBench(limits: limits)
        let records = (0..<12 as Range<Int64>).map { GivenEvents.record($0) }
        bench.tell(.outcomes(records))
        var open = bench.takeAttempts()
        #expect(HeartBench.events(open) == [0, 1, 2, 3])
        bench.answer(open.removeFirst(), 204)
        #expect(bench.pages.isEmpty)
        bench.answer(open.removeFirst(), 204)
        let page = try #require(bench.pages.last)
        #expect(bench.pages.count == 1)
        #expect(page.from == 4)
        bench.tell(.page(page, Array(records[4...]), next: 12))
        #expect(HeartBench.events(bench.takeAttempts()) == [4, 5])
        #expect(bench.pages.count == 1)
        while !open.isEmpty { bench.answer(open.removeFirst(), 204) }
        #expect(bench.pages.count == 2)
        #expect(bench.pages.last?.from == 6)
    }

    @Test("No more calls are under way than the subscription allows")
    func concurrency() throws {
        var bench = HeartBench(GivenEvents.subscription { $0.concurrency = 2 })
        bench.tell(.outcomes((0..<5).map { GivenEvents.record($0) }))
        let attempts = bench.takeAttempts()
        #expect(HeartBench.events(attempts) == [0, 1])
        bench.answer(attempts[1], 200)
        #expect(HeartBench.events(bench.takeAttempts()) == [2])
    }

    @Test("No more calls begin in a second than the rate allows, after the first second's worth")
    func rate() throws {
        var bench = HeartBench(
            GivenEvents.subscription {
                $0.rate = 10
                $0.concurrency = 100
            })
        bench.tell(.outcomes((0..<50).map { GivenEvents.record($0) }))
        #expect(bench.takeAttempts().count == 10)
        for _ in 0..<20 {
            #expect(bench.heart.nextWake.map { $0 <= bench.now.adding(milliseconds: 100) } == true)
            bench.pass(milliseconds: 100)
            #expect(bench.takeAttempts().count == 1)
        }
    }

    @Test("429 halves the rate after a pause; successes bring it back")
    func slowDown() throws {
        var bench = HeartBench(
            GivenEvents.subscription {
                $0.rate = 10
                $0.concurrency = 100
            })
        bench.tell(.outcomes((0..<100).map { GivenEvents.record($0) }))
        let first = bench.takeAttempts()
        bench.answer(first[0], 429)
        bench.pass(milliseconds: 4_999)
        #expect(bench.attempts.isEmpty)
        bench.pass(milliseconds: 2_001)
        let slow = bench.takeAttempts().count + bench.fetches.count
        #expect((1...5).contains(slow))
    }
}
