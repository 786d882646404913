internal import HTTP
internal import Log
internal import Messages
internal import Synchronization
internal import Telemetry
internal import Threading
internal import Time

/// The thread around the heart: tells it what happens, and does what it says.
struct DeliveryLoop: ~Copyable {
    private let core: DeliveryCore
    private var heart: Heart
    private var courier: Courier
    private var notes = NoteQueue()
    private var claims: [Claims.Claim] = []
    private var owned: Set<Int32> = []
    private var now = Timestamp.now()
    private var measured = Timestamp(milliseconds: 0)

    private static let longestWaitMilliseconds: Int64 = 1_000
    private static let pollLimit = 1_000

    init(_ core: DeliveryCore, seed: UInt64) {
        self.core = core
        let settings = core.settings
        heart = Heart(
            schedule: settings.schedule, limits: settings.limits, seed: seed,
            tail: core.tail.with { $0 }, now: now)
        courier = Courier(
            key: settings.key, userAgent: settings.userAgent, origin: settings.origin)
    }

    mutating func run() {
        while !core.isStopping {
            core.heartbeat.beat()
            read()
            now = .now()
            for message in core.takeMessages() { take(message) }
            takeClaims()
            for action in heart.settle(at: now) { perform(action) }
            append()
            measure()
        }
        core.heartbeat.rest()
    }

    /// Waits for records, a message or the time, whichever comes first.
    private mutating func read() {
        let now = Timestamp.now()
        let wake = [heart.nextWake, notes.retry].compactMap { $0?.milliseconds }.min()
        let left = (wake ?? .max) - now.milliseconds
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
        heart.tell(.outcomes(outcomes), at: now)
        core.tail.with { $0 = heart.tail }
    }

    private mutating func take(_ change: Ledger.Change) {
        switch change {
        case .changed(let subscription, let partition):
            guard owned.contains(partition), admit(subscription) else { return }
            heart.tell(.changed(subscription, partition: partition), at: now)
        case .deleted(let id):
            core.setFault(id.text, nil)
            courier.dismiss(id)
            heart.tell(.deleted(id), at: now)
        case .commanded(let command): heart.tell(.commanded(command), at: now)
        }
    }

    private mutating func take(_ message: DeliveryCore.Message) {
        switch message {
        case .heart(let event): heart.tell(event, at: now)
        case .concluded(let attempt, let result, let entry):
            heart.tell(.concluded(attempt, result), at: now)
            count(result, entry)
        case .appended(true):
            heart.tell(.acknowledged(through: notes.succeeded()), at: now)
            core.setFault("notes", nil)
        case .appended(false):
            notes.failed(at: now)
            core.setFault("notes", "what is owed cannot be written to the log")
        case .claims(.claimed(let new)): claims += new
        case .claims(.revoked(let partitions)): leave(partitions) { .revoked($0) }
        case .claims(.lost(let partitions)): leave(partitions) { .lost($0) }
        }
    }

    private mutating func leave(_ partitions: [Int32], _ event: (Int32) -> Heart.Event) {
        claims.removeAll { partitions.contains($0.partition) }
        owned.subtract(partitions)
        for partition in partitions { heart.tell(event(partition), at: now) }
    }

    /// Takes partitions over that were read as far as they must be.
    private mutating func takeClaims() {
        guard !claims.isEmpty else { return }
        let ledger = core.ledger.withLock { $0 }
        var early: [Claims.Claim] = []
        for claim in claims {
            guard claim.needed.allSatisfy({ ledger.progress[$0] ?? 0 >= $1 }) else {
                early.append(claim)
                continue
            }
            owned.insert(claim.partition)
            var legacies: [Legacy] = []
            for legacy in ledger.legacies(in: claim.partition) where admit(legacy.subscription) {
                legacies.append(legacy)
            }
            heart.tell(.claimed(claim.partition, legacies, end: claim.end), at: now)
        }
        claims = early
    }

    /// False when its secrets are sealed under another key than this instance's.
    private mutating func admit(_ subscription: Subscription) -> Bool {
        let isOpen = courier.admit(subscription)
        let fault =
            "\(subscription.id.text) is sealed under another webhooks.key: "
            + "give every instance the same"
        core.setFault(subscription.id.text, isOpen ? nil : fault)
        return isOpen
    }
}

extension DeliveryLoop {
    private mutating func perform(_ action: HeartAction) {
        switch action {
        case .attempt(let attempt): call(attempt)
        case .fetch(let request): core.fetcher.ask(.event(request))
        case .read(let request): core.fetcher.ask(.page(request))
        case .note(let note): notes.add(note)
        case .released(let partition): core.claims.release(partition)
        case .tell(let incident): core.report(incident)
        }
    }

    private mutating func append() {
        guard let batch = notes.next(at: now) else { return }
        core.log.append(batch) { [core] result in
            if case .success = result {
                core.post(.appended(true))
            } else {
                core.post(.appended(false))
            }
        }
    }

    private func call(_ attempt: Attempt) {
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
        core.metrics.waiting.set(Double(heart.waiting))
        core.metrics.subscriptions.set(Double(heart.owned.count))
    }
}
