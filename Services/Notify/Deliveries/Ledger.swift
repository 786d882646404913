internal import JSON
internal import Log
internal import Messages

/// What stands on `subscriptions` and `deliveries`, as far as it was read: every instance has it
/// whole, to answer from and to take partitions over with.
struct Ledger: Sendable {
    /// What one subscription is owed.
    struct Account: Sendable {
        var standing: SubscriptionStanding?
        var owed: [EventID: OwedDelivery] = [:]
        var replays: [String: ReplayProgress] = [:]
        var commands: [String: SubscriptionCommand] = [:]

        /// Its commands, the earliest first.
        var waiting: [SubscriptionCommand] { commands.values.sorted { $0.time < $1.time } }
    }

    /// What a record changed.
    enum Change: Sendable {
        /// `waiting`: its commands that are not done.
        case changed(Subscription, waiting: [SubscriptionCommand], partition: Int32)
        case deleted(SubscriptionID)
        case commanded(SubscriptionCommand)
        /// An owner has written this.
        case stands(SubscriptionID, SubscriptionStanding)
    }

    private(set) var subscriptions: [SubscriptionID: Subscription] = [:]
    private var accounts: [SubscriptionID: Account] = [:]
    private var homes: [SubscriptionID: Int32] = [:]
    /// The offset to be read next, by partition.
    private(set) var progress: [Partition: Int64] = [:]
    /// Records that could not be read, and were passed.
    private(set) var unreadable = 0
    /// Of subscriptions that are watched: by the offset of a change that was not made of what stood
    /// before it, what that was; nil: nothing.
    private var overwritten: [SubscriptionID: [Int64: Subscription?]] = [:]

    func account(of id: SubscriptionID) -> Account { accounts[id] ?? Account() }

    /// Takes a record of `subscriptions` or `deliveries`.
    mutating func apply(_ record: StoredRecord, of partition: Partition) -> Change? {
        progress[partition] = record.offset + 1
        let key = String(decoding: record.key, as: UTF8.self)
        do throws(ValidationError) {
            if partition.topic == .subscriptions {
                guard let key = SubscriptionRecord.Key(key) else { return pass() }
                return try apply(record, to: key, in: partition.number)
            }
            guard let key = DeliveryRecord.Key(key) else { return pass() }
            return try apply(record.value.span, to: key)
        } catch { return pass() }
    }

    /// What a new owner of this partition goes on from.
    func legacies(in partition: Int32) -> [Legacy] {
        homes.filter { $0.value == partition }.keys.sorted().compactMap { legacy(of: $0) }
    }

    func legacy(of id: SubscriptionID) -> Legacy? {
        guard let subscription = subscriptions[id] else { return nil }
        let account = account(of: id)
        var legacy = Legacy(subscription)
        legacy.standing = account.standing
        legacy.owed = Array(account.owed.values)
        legacy.replays = account.replays.values.sorted { $0.command < $1.command }
        legacy.commands = account.waiting
        return legacy
    }

    /// Remembers which changes of a subscription are not made of the one before, until `unwatch`.
    mutating func watch(_ id: SubscriptionID) { overwritten[id] = [:] }
    mutating func unwatch(_ id: SubscriptionID) { overwritten[id] = nil }

    /// What the change at `offset` has overwritten that it was not made of: of two changes at once,
    /// at two instances, the later on the log stands. Nil where there was no other.
    func overwritten(by offset: Int64, of id: SubscriptionID) -> Subscription?? {
        overwritten[id]?[offset]
    }

    private mutating func pass() -> Change? {
        unreadable += 1
        return nil
    }

    private mutating func apply(
        _ record: StoredRecord, to key: SubscriptionRecord.Key, in partition: Int32
    ) throws(ValidationError) -> Change? {
        switch key {
        case .subscription(let id) where record.value.isEmpty:
            subscriptions[id] = nil
            homes[id] = nil
            return .deleted(id)
        case .command(let id, let command) where record.value.isEmpty:
            accounts[id]?.commands[command] = nil
            return nil
        case .subscription, .command: break
        }
        switch try SubscriptionRecord(decoding: record.value.span) {
        case .changed(let subscription):
            let before = subscriptions[subscription.id]
            if (before?.version ?? 0) != subscription.version - 1 {
                overwritten[subscription.id]?[record.offset] = .some(before)
            }
            subscriptions[subscription.id] = subscription
            homes[subscription.id] = partition
            let waiting = account(of: subscription.id).waiting
            return .changed(subscription, waiting: waiting, partition: partition)
        case .commanded(let command):
            accounts[command.subscription, default: Account()].commands[command.id] = command
            return .commanded(command)
        }
    }

    private mutating func apply(
        _ value: Span<UInt8>, to key: DeliveryRecord.Key
    ) throws(ValidationError) -> Change? {
        if value.isEmpty {
            switch key {
            case .standing(let id): accounts[id]?.standing = nil
            case .owed(let id, let event): accounts[id]?.owed[event] = nil
            case .replay(let id, let command): accounts[id]?.replays[command] = nil
            }
            return nil
        }
        let id = key.subscription
        switch try DeliveryRecord(decoding: value) {
        case .standing(let standing):
            accounts[id, default: Account()].standing = standing
            return .stands(id, standing)
        case .owed(let owed): accounts[id, default: Account()].owed[owed.event] = owed
        case .replay(let replay): accounts[id, default: Account()].replays[replay.command] = replay
        }
        return nil
    }
}
