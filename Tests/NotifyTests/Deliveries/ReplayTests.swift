import JSON
import Log
import Messages
import Support
import Testing

@testable import Notify

/// A replay that is ordered while a call of what it tells again is under way, or while its
/// subscription is deleted.
@Suite("Replays") struct ReplayTests {
    private static let order = SubscriptionCommand(
        subscription: GivenEvents.id, id: "again", time: GivenEvents.start,
        order: .replay(EventSpan(since: GivenEvents.start)))

    /// A heart that is calling with one event, and was told to tell it again.
    private func underWay() throws -> (HeartBench, Attempt) {
        var bench = HeartBench()
        bench.tell(.outcomes([GivenEvents.record(0)]))
        let call = try #require(bench.takeAttempts().first)
        bench.tell(.commanded(Self.order))
        return (bench, call)
    }

    private func answerPage(_ bench: inout HeartBench) throws {
        bench.tell(.page(try #require(bench.pages.last), [GivenEvents.record(0)], next: 1))
    }

    @Test(
        "What the receiver may have taken before the order is told again", arguments: [true, false])
    func metUnderWay(isMet: Bool) throws {
        var (bench, call) = try underWay()
        if isMet { try answerPage(&bench) }
        bench.answer(call, 204)
        if !isMet { try answerPage(&bench) }
        let again = bench.takeAttempts()
        #expect(HeartBench.events(again) == [0])
        bench.answer(try #require(again.first), 204)
        bench.pass(milliseconds: 10_000)
        #expect(bench.attempts.isEmpty && bench.heart.waiting == 0)
        #expect(bench.notes.contains { $0.content == .forget(.replay(GivenEvents.id, "again")) })
    }

    @Test("What the last attempt before the order did not bring has a whole schedule again")
    func failedUnderWay() throws {
        var bench = HeartBench(schedule: [5])
        bench.tell(.outcomes([GivenEvents.record(0)]))
        bench.answer(try #require(bench.takeAttempts().first), 500)
        bench.pass(milliseconds: 10_000)
        bench.answerFetches()
        let last = try #require(bench.takeAttempts().first)
        bench.tell(.commanded(Self.order))
        try answerPage(&bench)
        bench.answer(last, 500)
        #expect(bench.incidents.isEmpty)
        bench.pass(milliseconds: 10_000)
        bench.answerFetches()
        bench.answer(try #require(bench.takeAttempts().first), 204)
        bench.pass(milliseconds: 10_000)
        #expect(bench.attempts.isEmpty && bench.heart.waiting == 0)
    }

    @Test("A command on the log is done when its subscription exists again")
    func resurrected() throws {
        var share = Share(
            Heart(
                schedule: RetrySchedule(delaysSeconds: [5]), seed: 1, tail: [OutcomesPlace()],
                now: GivenEvents.start)
        ) { _ in true }
        var ledger = Ledger()
        share.tell(
            .claims(.claimed([Claims.Claim(partition: 0, needed: [:], end: [0])])),
            at: GivenEvents.start)
        share.takeOver(from: ledger, at: GivenEvents.start)
        let subscription = GivenEvents.subscription()
        let place = SubscriptionRecord.Key.subscription(subscription.id)
        let records: [(SubscriptionRecord.Key, SubscriptionRecord?)] = [
            (place, .changed(subscription)), (place, nil),
            (.command(subscription.id, Self.order.id), .commanded(Self.order)),
            (place, .changed(subscription)),
        ]
        for (offset, (key, content)) in records.enumerated() {
            var writer = Writer()
            content?.encode(into: &writer)
            let record = StoredRecord(
                offset: Int64(offset), key: Array(key.text.utf8), value: writer.take())
            if let change = ledger.apply(record, of: Partition(.subscriptions, 0)) {
                share.tell(.ledger(change), at: GivenEvents.start)
            }
        }
        var done: [String] = []
        for _ in 0..<2 {
            _ = share.settle(at: GivenEvents.start)
            share.nextBatch(at: GivenEvents.start)?.forEach { partition, _ in
                if partition.topic == .subscriptions { done.append(Self.order.id) }
            }
            share.tell(.appended(true), at: GivenEvents.start)
        }
        #expect(done == [Self.order.id])
    }
}
