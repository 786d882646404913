internal import Log
internal import Messages
internal import Time

/// One instance's share of all deliveries, as a synchronous value: which partitions of
/// subscriptions are its own, the heart that delivers for them, and its notes on their way to the
/// log.
///
///     share.tell(.claims(.claimed(claims)), at: now)
///     share.takeOver(from: ledger, at: now)
///     for action in share.settle(at: now) { … }
///     if let batch = share.nextBatch(at: now) { … }
struct Share: Sendable {
    /// What happened to an instance.
    enum Event: Sendable {
        case heart(Heart.Event)
        /// A record of `subscriptions` was read.
        case ledger(Ledger.Change)
        case claims(Claims.News)
        /// The batch that was appended is on the log, or may not be.
        case appended(Bool)
    }

    private(set) var heart: Heart
    private var notes = NoteQueue()
    /// Partitions that became ours and are not read as far as they must be.
    private var claims: [Claims.Claim] = []
    private var owned: Set<Int32> = []
    private var incidents: [Incident] = []
    /// Whether the secrets of a subscription can be opened here.
    private let opens: @Sendable (Subscription) -> Bool

    init(_ heart: Heart, opens: @escaping @Sendable (Subscription) -> Bool) {
        self.heart = heart
        self.opens = opens
    }

    /// When it wants to be settled again, if nothing happens before.
    var nextWake: Timestamp? { [heart.nextWake, notes.retry].compactMap { $0 }.min() }
    /// Something is to be taken over as soon as it was read.
    var isClaiming: Bool { !claims.isEmpty }

    mutating func tell(_ event: Event, at now: Timestamp) {
        switch event {
        case .heart(let event): heart.tell(event, at: now)
        case .ledger(.changed(let subscription, let waiting, let partition)):
            guard owned.contains(partition), admit(subscription) else { return }
            heart.tell(
                .changed(subscription, waiting: waiting, partition: partition), at: now)
        case .ledger(.deleted(let id)): heart.tell(.deleted(id), at: now)
        case .ledger(.commanded(let command)): heart.tell(.commanded(command), at: now)
        case .ledger(.stands(let id, let standing)): heart.tell(.stands(id, standing), at: now)
        case .claims(.claimed(let new)): claims += new
        case .claims(.revoked(let partitions)): leave(partitions, at: now) { .revoked($0) }
        case .claims(.lost(let partitions)):
            leave(partitions, at: now) { .lost($0) }
            for partition in partitions { notes.withdraw(partition) }
        case .appended(true): heart.tell(.acknowledged(through: notes.succeeded()), at: now)
        case .appended(false): notes.failed(at: now)
        }
    }

    /// Takes partitions over that were read as far as they must be.
    mutating func takeOver(from ledger: Ledger, at now: Timestamp) {
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

    /// What is to be done after all that was told; what is to be noted comes by `nextBatch`.
    mutating func settle(at now: Timestamp) -> [HeartAction] {
        var actions = incidents.map { HeartAction.tell($0) }
        incidents = []
        actions += heart.settle(at: now)
        notes.add(heart.takeNotes())
        return actions
    }

    /// What is to be appended now, whose end is to be told; nil while a batch is under way.
    mutating func nextBatch(at now: Timestamp) -> Batch? { notes.next(at: now) }

    private mutating func leave(
        _ partitions: [Int32], at now: Timestamp, _ event: (Int32) -> Heart.Event
    ) {
        claims.removeAll { partitions.contains($0.partition) }
        owned.subtract(partitions)
        for partition in partitions { heart.tell(event(partition), at: now) }
    }

    /// False when its secrets are sealed under another key than this instance's.
    private mutating func admit(_ subscription: Subscription) -> Bool {
        let isOpen = opens(subscription)
        incidents.append(isOpen ? .opened(subscription.id) : .sealed(subscription.id))
        return isOpen
    }
}
