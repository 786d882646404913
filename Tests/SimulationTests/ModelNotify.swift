import Log
import Messages
import Support
import Time

@testable import Notify

/// Does for one process what its share of deliveries wants done, as notify's own loop does, with
/// the model's log and receivers. Here faults are planted: the share is the product's.
final class ModelNotify {
    /// A call under way; the receiver's answer is heard later, or never.
    private struct Call {
        let attempt: Attempt
        var result: AttemptResult?
    }

    /// When the world begins.
    static let start = Timestamp(milliseconds: 1_780_000_000_000)

    let connection: ModelConnection
    /// Stopped by the system, it does nothing and does not know it: a zombie when it wakes.
    var isAsleep = false
    /// What the group has said and was not heard yet.
    var news: [Poll] = []
    private(set) var share: Share
    private(set) var ledger = Ledger()
    /// Where it reads on.
    private(set) var positions: [Partition: Int64] = [:]
    private var partitions: [Partition] = []
    private var owned = Owned()
    /// What it gives up and has not written yet, and since when.
    private var leaving: (partitions: Set<Int32>, since: Timestamp) = ([], ModelNotify.start)
    private var calls: [Call] = []
    private var asked: [LogFetcher.Request] = []

    private let judge: DeliveryJudge
    private let planted: PlantedDeliveryFault?
    private let heard = Heard()

    /// The log's answers. Unchecked because it is used by one thread, the simulation's.
    private final class Heard: @unchecked Sendable {
        var answers: [Bool] = []
    }

    /// Its reader of outcomes begins `lead` records before their end.
    init(
        _ connection: ModelConnection, _ judge: DeliveryJudge, planted: PlantedDeliveryFault?,
        seed: UInt64, lead: Int64, now: Timestamp
    ) {
        self.connection = connection
        self.judge = judge
        self.planted = planted
        var tail: OutcomesCursor = []
        for number in 0..<connection.partitionCount {
            let outcomes = Partition(.outcomes, number)
            let start = max(0, connection.log.bounds(of: outcomes).upperBound - lead)
            tail.append(OutcomesPlace(next: start))
            positions[outcomes] = start
            positions[Partition(.subscriptions, number)] = 0
            positions[Partition(.deliveries, number)] = 0
        }
        partitions = positions.keys.sorted { $0.description < $1.description }
        var limits = EndpointLimits()
        limits.fresh = 5
        limits.owed = 12
        limits.patienceMilliseconds = 60_000
        let heart = Heart(
            schedule: RetrySchedule(delaysSeconds: [1, 2, 4]), limits: limits, seed: seed,
            tail: tail, now: now)
        share = Share(heart) { _ in true }
    }

    /// Waits for nothing but the time.
    var isIdle: Bool {
        calls.isEmpty && asked.isEmpty && !share.isClaiming
            && !connection.hasAnswers && isReadToEnd
            && (news.isEmpty && !owned.isUntold || !leaving.partitions.isEmpty)
    }

    /// What it is at, in short.
    var description: String {
        "\(calls.count) calls, \(asked.count) fetches, news: \(news), "
            + "claiming: \(share.isClaiming), leaving: \(leaving), read: \(isReadToEnd), "
            + "waiting: \(share.heart.waiting), wake: \(share.nextWake as Any)"
    }

    private var isReadToEnd: Bool {
        positions.allSatisfy { $1 >= connection.log.bounds(of: $0).upperBound }
    }

    /// Whether it has given up what the group took from it.
    func hasLeft(_ partition: Int32, at now: Timestamp) -> Bool {
        guard news.isEmpty, !owned.told.contains(partition) else { return false }
        return !leaving.partitions.contains(partition) || hasLeftLate(now)
    }

    private func hasLeftLate(_ now: Timestamp) -> Bool {
        now.milliseconds - leaving.since.milliseconds >= 10_000
    }
}

// What may happen next, each by itself.
extension ModelNotify {
    /// Some records of a partition that has any.
    func read(_ random: inout SplitMix64, at now: Timestamp) {
        guard connection.log.isAvailable else { return }
        let behind = partitions.filter { partition in
            positions[partition].map { $0 < connection.log.bounds(of: partition).upperBound }
                ?? false
        }
        guard !behind.isEmpty else { return }
        let partition = random.pick(behind)
        let position = positions[partition] ?? 0
        let end = min(
            connection.log.bounds(of: partition).upperBound, position + Int64(random.within(1...6)))
        positions[partition] = end
        let records = connection.log.records(in: position..<end, of: partition)
        if partition.topic == .outcomes {
            tell(.heart(.outcomes(records.map { $0.outcome(partition.number) })), at: now)
        } else {
            for record in records {
                if let change = ledger.apply(record, of: partition) {
                    share.tell(.ledger(change), at: now)
                }
            }
            settle(at: now)
        }
    }

    /// A call reaches its receiver.
    func call(_ random: inout SplitMix64) {
        let open = calls.indices.filter { calls[$0].result == nil }
        guard !open.isEmpty else { return }
        let index = random.pick(open)
        calls[index].result = judge.receive(calls[index].attempt, &random)
    }

    /// The answer to a call is heard.
    func hearCall(_ random: inout SplitMix64, at now: Timestamp) {
        let answered = calls.indices.filter { calls[$0].result != nil }
        guard !answered.isEmpty else { return }
        let call = calls.remove(at: random.pick(answered))
        guard let result = call.result, planted != .callNotAwaited else { return }
        tell(.heart(.concluded(call.attempt, result)), at: now)
    }

    /// The log answers what was asked first, as the product's fetcher does: in turn.
    func fetch(_ random: inout SplitMix64, at now: Timestamp) {
        guard connection.log.isAvailable, !asked.isEmpty else { return }
        let request = asked.removeFirst()
        tell(.heart(connection.log.answer(to: request, atMost: random.within(1...6))), at: now)
    }

    /// An answer of the log is heard.
    func hearAppended(at now: Timestamp) {
        connection.tell()
        let answers = heard.answers
        heard.answers = []
        for isDone in answers { tell(.appended(isDone), at: now) }
    }

    /// Hears what the group says, which it does not before all that it gave up is written.
    func hearNews(at now: Timestamp) {
        guard leaving.partitions.isEmpty || hasLeftLate(now) else { return }
        if !leaving.partitions.isEmpty {
            tell(.claims(.lost(leaving.partitions.sorted())), at: now)
            leaving.partitions = []
        }
        if !news.isEmpty, let told = owned.take(news.removeFirst()) {
            if planted == .claimKept { return }
            if case .revoked(let partitions) = told { leaving = (Set(partitions), now) }
            tell(.claims(told), at: now)
        }
        guard let claims = try? owned.claim(on: connection) else { return }
        planted?.distort(&ledger, claims)
        tell(.claims(.claimed(claims.map { planted?.distorted($0) ?? $0 })), at: now)
    }

    /// Its process dies. What it has sent may still arrive.
    func die(_ random: inout SplitMix64) {
        for call in calls where call.result == nil && random.chance(50) {
            _ = judge.receive(call.attempt, &random)
        }
    }

    private func tell(_ event: Share.Event, at now: Timestamp) {
        share.tell(event, at: now)
        settle(at: now)
    }

    func settle(at now: Timestamp) {
        if share.isClaiming { share.takeOver(from: ledger, at: now) }
        for action in share.settle(at: now) { perform(action, at: now) }
        guard let batch = share.nextBatch(at: now) else { return }
        if planted == .noteNotAwaited {
            // The heart is told that it is on the log before it is sent.
            share.tell(.appended(true), at: now)
            return connection.append(batch) { _ in }
        }
        let heard = heard
        connection.append(batch) { heard.answers.append((try? $0.get()) != nil) }
    }

    private func perform(_ action: HeartAction, at now: Timestamp) {
        switch action {
        case .attempt(let attempt):
            calls.append(Call(attempt: attempt))
            guard planted == .callNotAwaited else { return }
            // The heart is told that it was taken before it is sent.
            share.tell(
                .heart(.concluded(attempt, .answered(status: 200, retryAfterMilliseconds: nil))),
                at: now)
        case .fetch(let request): asked.append(.event(request))
        case .read(let request): asked.append(.page(request))
        case .ask(let request): asked.append(.end(request))
        case .released(let partition): leaving.partitions.remove(partition)
        case .tell(.lostRecords(let id)): judge.violate("an alarm: \(id.text) lost records")
        case .tell: break
        }
    }
}
