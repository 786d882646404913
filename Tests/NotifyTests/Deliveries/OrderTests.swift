import Messages
import Testing
import Time

@testable import Notify

@Suite("Order within a series") struct OrderTests {
    private func bench(schedule: [Double] = [5]) -> HeartBench {
        HeartBench(GivenEvents.subscription { $0.ordered = true }, schedule: schedule)
    }

    @Test("The first of a series holds that series back, and no other")
    func head() throws {
        var bench = bench()
        let lines = ["a", "a", "b", "a", "b"]
        bench.tell(
            .outcomes(lines.enumerated().map { GivenEvents.record(Int64($0), line: $1) }))
        let attempts = bench.takeAttempts()
        #expect(HeartBench.events(attempts) == [0, 2])
        bench.answer(attempts[0], 500)
        bench.answer(attempts[1], 200)
        #expect(HeartBench.events(bench.takeAttempts()) == [4])
        bench.pass(milliseconds: 6_000)
        bench.answerFetches()
        let again = bench.takeAttempts()
        #expect(HeartBench.events(again) == [0])
        bench.answer(again[0], 200)
        bench.answerFetches()
        #expect(HeartBench.events(bench.takeAttempts()) == [1])
    }

    @Test("What waits behind one that failed does not hold the position back")
    func position() throws {
        var bench = bench()
        bench.tell(.outcomes((0..<4).map { GivenEvents.record($0) }))
        bench.answer(try #require(bench.takeAttempts().first), 500)
        bench.tell(.outcomes([GivenEvents.record(4)]))
        bench.pass(milliseconds: 60_000)
        let positions = bench.takeNotes().compactMap { note -> Int64? in
            guard case .remember(.standing(let standing)) = note.content else { return nil }
            return standing.position[0].next
        }
        #expect(positions.last == 5)
    }

    @Test("A dead one holds its series until it is tried again or skipped")
    func dead() throws {
        for order in ["retry", "skip"] {
            var bench = bench(schedule: [])
            bench.tell(.outcomes((0..<2).map { GivenEvents.record($0) }))
            bench.answer(try #require(bench.takeAttempts().first), 500)
            bench.pass(milliseconds: 1_000_000)
            #expect(bench.attempts.isEmpty && bench.fetches.isEmpty)
            let event = GivenEvents.event(0).id
            bench.tell(
                .commanded(
                    SubscriptionCommand(
                        subscription: GivenEvents.id, id: "c", time: bench.now,
                        order: order == "retry" ? .retry(event) : .skip(event))))
            #expect(bench.takeNotes().contains { $0.content == .done("c") })
            bench.answerFetches()
            var next = bench.takeAttempts()
            if order == "retry" {
                #expect(HeartBench.events(next) == [0])
                bench.answer(next[0], 200)
                bench.answerFetches()
                next = bench.takeAttempts()
            }
            #expect(HeartBench.events(next) == [1])
        }
    }

    @Test("A replay sends again what is of its time, before live events that wait")
    func replay() throws {
        var bench = bench()
        let times = (0..<4).map { GivenEvents.start.adding(milliseconds: $0 * 1000) }
        let records = (0..<4).map { GivenEvents.record(Int64($0), time: times[$0]) }
        for record in records {
            bench.tell(.outcomes([record]))
            bench.answer(try #require(bench.takeAttempts().first), 200)
        }
        bench.tell(
            .commanded(
                SubscriptionCommand(
                    subscription: GivenEvents.id, id: "again", time: bench.now,
                    order: .replay(EventSpan(since: times[1], until: times[3])))))
        bench.tell(.outcomes([GivenEvents.record(4)]))
        let page = try #require(bench.pages.last)
        #expect(page.course == .replay("again"))
        bench.tell(.page(page, records + [GivenEvents.record(4)], next: 5))
        var order: [Int64] = []
        for _ in 0..<2 {
            let attempt = try #require(bench.takeAttempts().first)
            order += HeartBench.events([attempt])
            bench.answer(attempt, 200)
        }
        #expect(order == [1, 2])
        let live = try #require(bench.pages.last)
        #expect(live.course == .live && live.from == 4)
        bench.tell(.page(live, [GivenEvents.record(4)], next: 5))
        #expect(HeartBench.events(bench.takeAttempts()) == [4])
        bench.pass(milliseconds: 1_000)
        #expect(
            bench.takeNotes().contains { $0.content == .forget(.replay(GivenEvents.id, "again")) })
    }
}
