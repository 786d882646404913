internal import HTTP
internal import Log
internal import Messages
internal import Synchronization
internal import Telemetry
internal import Threading
internal import Time

/// The thread around this instance's share: tells it what happens, and does what it says.
struct DeliveryLoop: ~Copyable {
    private let core: DeliveryCore
    private var share: Share
    private var courier: Courier
    private var now = Timestamp.now()
    private var measured = Timestamp(milliseconds: 0)

    private static let longestWaitMilliseconds: Int64 = 1_000
    private static let pollLimit = 1_000

    init(_ core: DeliveryCore, seed: UInt64) {
        self.core = core
        let settings = core.settings
        let heart = Heart(
            schedule: settings.schedule, limits: settings.limits, seed: seed,
            tail: core.tail.with { $0 }, now: now)
        share = Share(heart) { [key = settings.key] in key.opens($0) }
        courier = Courier(
            key: settings.key, userAgent: settings.userAgent, origin: settings.origin)
    }

    mutating func run() {
        while !core.isStopping {
            core.heartbeat.beat()
            read()
            now = .now()
            for message in core.takeMessages() { take(message) }
            if share.isClaiming { share.takeOver(from: core.ledger.withLock { $0 }, at: now) }
            for action in share.settle(at: now) { perform(action) }
            append()
            measure()
        }
        core.heartbeat.rest()
    }

    /// Waits for records, a message or the time, whichever comes first.
    private mutating func read() {
        let now = Timestamp.now()
        let left = (share.nextWake?.milliseconds ?? .max) - now.milliseconds
        let timeout = max(0, min(left, Self.longestWaitMilliseconds))
        var outcomes: [OutcomeRecord] = []
        var changes: [Ledger.Change] = []
        var isLedgerRead = false
        do throws(LogError) {
            _ = try core.reader.poll(
                timeoutMilliseconds: Int(timeout), limit: Self.pollLimit
            ) { partition, record in
                if partition.topic == .outcomes {
                    outcomes.append(OutcomeRecord(record, in: partition.number))
                } else {
                    isLedgerRead = true
                    let record = StoredRecord(record)
                    let change = core.ledger.withLock { $0.apply(record, of: partition) }
                    if let change { changes.append(change) }
                }
            }
            core.setFault("log", nil)
        } catch .closed {
            core.stop()
        } catch .outOfRange(let partition, let wanted, let held) {
            core.reader.stop([partition])
            let error = LogError.outOfRange(partition, wanted: wanted, held: held)
            core.setFault("\(partition)", error.description)
        } catch {
            core.setFault("log", error.description)
            core.waitAWhile()
        }
        self.now = .now()
        for change in changes { take(change) }
        if isLedgerRead { core.readBacks.progressed(to: core.ledger.withLock { $0.progress }) }
        if !outcomes.isEmpty { take(outcomes) }
    }

    private mutating func take(_ outcomes: [OutcomeRecord]) {
        core.metrics.unreadable.add(outcomes.count { $0.event == nil })
        share.tell(.heart(.outcomes(outcomes)), at: now)
        core.tail.with { $0 = share.heart.tail }
    }

    private mutating func take(_ change: Ledger.Change) {
        if case .deleted(let id) = change {
            core.setFault(id.text, nil)
            courier.dismiss(id)
        }
        share.tell(.ledger(change), at: now)
    }

    private mutating func take(_ message: DeliveryCore.Message) {
        switch message {
        case .share(let event): share.tell(event, at: now)
        case .concluded(let attempt, let result, let entry):
            share.tell(.heart(.concluded(attempt, result)), at: now)
            count(result, entry)
        case .appended(let isDone):
            share.tell(.appended(isDone), at: now)
            core.setFault("notes", isDone ? nil : "what is owed cannot be written to the log")
        }
    }
}

extension DeliveryLoop {
    private mutating func perform(_ action: HeartAction) {
        switch action {
        case .attempt(let attempt): call(attempt)
        case .fetch(let request): core.fetcher.ask(.event(request))
        case .read(let request): core.fetcher.ask(.page(request))
        case .ask(let request): core.fetcher.ask(.end(request))
        case .released(let partition): core.claims.release(partition)
        case .tell(let incident): core.report(incident)
        }
    }

    private mutating func append() {
        guard let batch = share.nextBatch(at: now) else { return }
        core.log.append(batch) { [core] result in
            if case .success = result {
                core.post(.appended(true))
            } else {
                core.post(.appended(false))
            }
        }
    }

    private mutating func call(_ attempt: Attempt) {
        let id = attempt.tenure.subscription
        let bare = Attempt(tenure: attempt.tenure, matter: attempt.matter, body: [])
        var entry = AttemptEntry(attempt, at: now)
        guard let subscription = core.ledger.withLock({ $0.subscriptions[id] }),
            let request = courier.request(for: attempt, of: subscription, at: now)
        else {
            let result = AttemptResult.unanswered(sentNothing: false, elapsedMilliseconds: 0)
            entry.error = "the subscription was deleted meanwhile"
            return core.post(.concluded(bare, result, entry))
        }
        let courier = courier
        core.client.send(request) { [core, entry] answer in
            let now = Timestamp.now()
            let entry = entry.concluded(answer, at: now)
            let result = courier.result(
                attempt.matter, answer, elapsedMilliseconds: entry.milliseconds, at: now)
            core.post(.concluded(bare, result, entry))
        }
    }

    private func count(_ result: AttemptResult, _ entry: AttemptEntry) {
        core.attempts.add(entry)
        switch result {
        case .answered: (result.isTaken ? core.metrics.taken : core.metrics.refused).add()
        case .unanswered: core.metrics.unanswered.add()
        }
        core.metrics.seconds.observe(Double(entry.milliseconds) / 1000)
    }

    private mutating func measure() {
        guard now.milliseconds - measured.milliseconds >= 1_000 else { return }
        measured = now
        core.metrics.waiting.set(Double(share.heart.waiting))
        core.metrics.subscriptions.set(Double(share.heart.owned.count))
    }
}
