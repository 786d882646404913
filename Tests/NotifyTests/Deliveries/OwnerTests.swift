import Log
import Messages
import Testing
import Time

@testable import Notify

/// A partition that goes from owner to owner, and one that does not know it yet.
@Suite("Several owners") struct OwnerTests {
    @Test("A partition that was taken again is not given up when the log answers at last")
    func takenAgain() throws {
        var bench = HeartBench()
        bench.isLogThere = false
        bench.tell(.outcomes([GivenEvents.record(0)]))
        bench.answer(try #require(bench.takeAttempts().first), 204)
        bench.tell(.revoked(0))
        let late = try #require(bench.takeNotes().last).number
        bench.tell(.claimed(0, [Legacy(GivenEvents.subscription())], end: [1]))
        bench.tell(.acknowledged(through: late))
        #expect(bench.released.isEmpty)
        #expect(bench.heart.owned == [GivenEvents.id])
    }

    @Test(
        "A position beyond the end of outcomes is lost only if it was known when that was asked",
        arguments: [(end: 5, isLost: false), (end: 4, isLost: true)] as [(Int64, Bool)])
    func beyondEnd(end: Int64, isLost: Bool) throws {
        var bench = HeartBench()
        var legacy = Legacy(GivenEvents.subscription())
        legacy.standing = SubscriptionStanding(position: [OutcomesPlace(next: 5)])
        bench.tell(.lost(0))
        bench.tell(.claimed(0, [legacy], end: [3]))
        let request = try #require(bench.ends.first)
        #expect(bench.ends.count == 1 && request.partition == 0 && request.position == 5)
        #expect(bench.incidents.isEmpty)
        bench.tell(.ended(request, at: end))
        #expect(bench.incidents == (isLost ? [.lostRecords(GivenEvents.id)] : []))
        #expect(bench.heart.owned.isEmpty == isLost)
        bench.tell(.outcomes((0..<6).map { GivenEvents.record($0) }))
        #expect(HeartBench.events(bench.takeAttempts()) == (isLost ? [] : [5]))
    }

    @Test("A partition that is given up is written first")
    func revoked() throws {
        var bench = HeartBench()
        bench.tell(.outcomes([GivenEvents.record(0), GivenEvents.record(1)]))
        let attempts = bench.takeAttempts()
        bench.answer(attempts[0], 200)
        bench.isLogThere = false
        bench.tell(.revoked(0))
        #expect(bench.released.isEmpty && bench.notes.isEmpty)
        bench.answer(attempts[1], 200)
        #expect(bench.released.isEmpty)
        let number = try #require(bench.notes.last?.number)
        bench.tell(.acknowledged(through: number))
        #expect(bench.released == [0])
        #expect(bench.heart.owned.isEmpty)
    }

    @Test("What a former owner writes late does not undo that a subscription is disabled")
    func overwritten() throws {
        var bench = HeartBench()
        bench.tell(.outcomes([GivenEvents.record(0)]))
        bench.answer(try #require(bench.takeAttempts().first), 410)
        let written = try #require(bench.takeNotes().compactMap(\.standing).last)
        #expect(written.disabled?.reason == .gone)
        bench.tell(.stands(GivenEvents.id, written))
        #expect(bench.notes.isEmpty)
        bench.tell(.stands(GivenEvents.id, SubscriptionStanding(position: [OutcomesPlace()])))
        #expect(bench.notes.compactMap(\.standing).map(\.disabled) == [written.disabled])
    }

    @Test("What a former owner writes late does not disable a subscription")
    func disabledLate() throws {
        var bench = HeartBench()
        var late = SubscriptionStanding(position: [OutcomesPlace()])
        late.disabled = SubscriptionStanding.Disabling(
            reason: .failing, time: bench.now, enabling: 1)
        bench.tell(.stands(GivenEvents.id, late))
        #expect(bench.notes.compactMap(\.standing).map(\.disabled) == [nil])
    }

    @Test("What a former tenure noted does not make a delivery of the next one durable")
    func formerTenure() throws {
        var bench = HeartBench()
        bench.isLogThere = false
        bench.tell(.outcomes([GivenEvents.record(0)]))
        bench.answer(try #require(bench.takeAttempts().first), 500)
        let owed = try #require(bench.takeNotes().last)
        bench.tell(.lost(0))
        bench.tell(.claimed(0, [Legacy(GivenEvents.subscription())], end: [1]))
        bench.tell(.page(try #require(bench.pages.last), [GivenEvents.record(0)], next: 1))
        #expect(bench.takeAttempts().count == 1)
        bench.tell(.acknowledged(through: owed.number))
        bench.tell(.revoked(0))
        bench.pass(milliseconds: Heart.leaveMilliseconds)
        // Its call is not answered: it is not done with, whatever was noted before.
        #expect(bench.notes.compactMap(\.standing).allSatisfy { $0.position[0].next == 0 })
    }

    @Test("What was noted of a partition that was lost is not said again, and holds up nothing")
    func withdrawn() throws {
        var queue = NoteQueue()
        let standing = SubscriptionStanding(position: [OutcomesPlace()])
        queue.add(
            ([(1, 0), (2, 1), (3, 0)] as [(Int, Int32)]).map { number, partition in
                Note(
                    number: number, subscription: GivenEvents.id, partition: partition,
                    content: .remember(.standing(standing)))
            })
        #expect(queue.next(at: GivenEvents.start)?.count == 1)
        queue.withdraw(0)
        queue.failed(at: GivenEvents.start)
        var partitions: [Int32] = []
        let again = GivenEvents.start.adding(milliseconds: 1_000)
        queue.next(at: again)?.forEach { partition, _ in partitions.append(partition.number) }
        #expect(partitions == [1])
        #expect(queue.succeeded() == 3)
    }
}

extension Note {
    fileprivate var standing: SubscriptionStanding? {
        if case .remember(.standing(let standing)) = content { standing } else { nil }
    }
}
