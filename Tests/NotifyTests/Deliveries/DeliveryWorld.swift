import JSON
import Log
import Messages
import Support
import Time

@testable import Notify

/// A world with one owner at a time that crashes at any moment, a log that fails, outcomes that
/// come with copies, and receivers that answer as they like.
struct DeliveryWorld {
    static let partitions = 2
    static let lines = ["a", "b", "c"]

    var random: SplitMix64
    var now = GivenEvents.start
    var outcomes: [[OutcomeRecord]] = Array(repeating: [], count: partitions)
    /// What is durable of subscriptions and deliveries.
    var ledger = Ledger()
    var heart: Heart
    var notes = NoteQueue()
    /// A batch that was appended and not yet answered.
    var appending: Batch?
    var read: [Int64] = Array(repeating: 0, count: partitions)
    var attempts: [Attempt] = []
    var fetches: [FetchRequest] = []
    var pages: [PageRequest] = []
    /// By subscription, the events that its receiver took, in order.
    var receipts: [SubscriptionID: [EventID]] = [:]
    var isCalm = false
    private var nextCause: [Int64] = Array(repeating: 0, count: partitions)
    private var ledgerOffset: Int64 = 0

    init(seed: UInt64, _ subscriptions: [Subscription]) {
        random = SplitMix64(seed: seed)
        heart = Self.heart(
            seed: seed, tail: Array(repeating: OutcomesPlace(), count: Self.partitions), now: now)
        for subscription in subscriptions {
            put(.changed(subscription))
        }
        takeOver()
    }

    private static func heart(
        seed: UInt64, tail: OutcomesCursor, now: Timestamp
    ) -> Heart {
        var limits = EndpointLimits()
        limits.fresh = 5
        limits.owed = 12
        return Heart(
            schedule: RetrySchedule(delaysSeconds: [1, 2, 4]), limits: limits, seed: seed,
            tail: tail, now: now)
    }

    mutating func step() {
        let choices: [(weight: Int, choice: (inout DeliveryWorld) -> Void)] = [
            (20, { $0.produce() }), (20, { $0.readTail() }), (30, { $0.answerAttempt() }),
            (15, { $0.answerFetch() }), (15, { $0.answerPage() }), (15, { $0.answerAppend() }),
            (10, { $0.passTime() }), (isCalm ? 0 : 2, { $0.crash() }),
        ]
        random.weighted(choices)(&self)
        settle()
    }

    /// Everything that is owed comes, and no fault any more.
    mutating func calmDown() {
        isCalm = true
        for _ in 0..<20_000 {
            readTail()
            answerAttempt()
            answerFetch()
            answerPage()
            answerAppend()
            settle()
            let isIdle = attempts.isEmpty && fetches.isEmpty && pages.isEmpty && appending == nil
            guard isIdle else { continue }
            if heart.nextWake == nil, read.indices.allSatisfy({ isRead($0) }) {
                if !reviveDead(), heart.waiting == 0 { return }
            }
            now = heart.nextWake.map { max(now, $0) } ?? now
            settle()
        }
    }

    private func isRead(_ partition: Int) -> Bool { read[partition] == outcomes[partition].count }

    /// False when there is none.
    private mutating func reviveDead() -> Bool {
        var any = false
        for id in ledger.subscriptions.keys.sorted() {
            let dead = ledger.account(of: id).owed.values.contains { $0.due == nil }
            if dead { command(.retryDead(EventSpan(since: GivenEvents.start)), of: id) }
            any = any || dead
        }
        return any
    }

    mutating func command(_ order: SubscriptionCommand.Order, of id: SubscriptionID) {
        let command = SubscriptionCommand(
            subscription: id, id: "c\(ledgerOffset)", time: now, order: order)
        put(.commanded(command))
        heart.tell(.commanded(command), at: now)
    }

    private mutating func put(_ record: SubscriptionRecord) {
        var writer = Writer()
        record.encode(into: &writer)
        write(Array(record.key.text.utf8), writer.take(), to: Partition(.subscriptions, 0))
    }

    private mutating func write(_ key: [UInt8], _ value: [UInt8], to partition: Partition) {
        _ = ledger.apply(
            StoredRecord(offset: ledgerOffset, key: key, value: value), of: partition)
        ledgerOffset += 1
    }

    /// A new outcome, or what a zombie appends again.
    mutating func produce() {
        let partition = random.below(Self.partitions)
        let all = outcomes[partition]
        if !isCalm, !all.isEmpty, random.chance(10) {
            for old in all.suffix(random.within(1...3)) {
                guard let event = old.event else { continue }
                let offset = Int64(outcomes[partition].count)
                outcomes[partition].append(GivenEvents.record(event, at: offset))
            }
            return
        }
        nextCause[partition] += 1
        for index in 0..<random.within(1...2) {
            // A line is of one partition.
            let event = GivenEvents.event(
                nextCause[partition], line: random.pick(Self.lines) + "\(partition)",
                partition: Int32(partition), index: index, time: now)
            let offset = Int64(outcomes[partition].count)
            outcomes[partition].append(GivenEvents.record(event, at: offset))
        }
    }

    mutating func takeOver() {
        for partition in read.indices {
            // The reader at the tail begins a little before the end.
            read[partition] = max(0, Int64(outcomes[partition].count) - 3)
        }
        heart = Self.heart(
            seed: random.next(), tail: read.map { OutcomesPlace(next: $0) }, now: now)
        let end = outcomes.map { Int64($0.count) }
        heart.tell(.claimed(0, ledger.legacies(in: 0), end: end), at: now)
    }

    mutating func apply(_ batch: Batch) {
        batch.forEach { partition, record in
            write(record.key.copied, record.value.copied, to: partition)
        }
    }

    /// Only the first records of each partition reach the log.
    mutating func tear(_ batch: Batch) {
        var left = [
            Topic.subscriptions: random.below(4), .deliveries: random.below(batch.count + 1),
        ]
        batch.forEach { partition, record in
            guard let more = left[partition.topic], more > 0 else { return }
            left[partition.topic] = more - 1
            write(record.key.copied, record.value.copied, to: partition)
        }
    }
}
