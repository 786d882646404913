internal import JSON
internal import Log
internal import Messages
internal import Time

/// Notes on their way to the log: in order, one batch at a time, and again until it has them. What
/// waits meanwhile is bounded by its keys: a later note takes the place of an earlier one.
struct NoteQueue: Sendable {
    /// A note, or the number of one that was withdrawn: what follows it counts on its turn.
    private struct Item: Sendable {
        let number: Int
        var note: Note?
    }
    private var waiting: [Item] = []
    private var underWay: [Item] = []
    private(set) var retry: Timestamp?
    private static let batchLimit = 5_000
    private static let retryMilliseconds: Int64 = 250

    mutating func add(_ notes: [Note]) {
        waiting += notes.map { Item(number: $0.number, note: $0) }
    }

    /// The partition is another's: what was to be said of it is not, and not again.
    mutating func withdraw(_ partition: Int32) {
        func withdraw(from items: inout [Item]) {
            for index in items.indices where items[index].note?.partition == partition {
                items[index].note = nil
            }
        }
        withdraw(from: &waiting)
        withdraw(from: &underWay)
    }

    /// The next batch to append; nil when there is none, or one is under way.
    mutating func next(at now: Timestamp) -> Batch? {
        guard underWay.isEmpty, !waiting.isEmpty, retry.map({ $0 <= now }) ?? true else {
            return nil
        }
        retry = nil
        underWay = Array(waiting.prefix(Self.batchLimit))
        waiting.removeFirst(underWay.count)
        // The latest of each key, where its first stands: what waits in a line stays behind what
        // it waits for, should a part of the batch be lost.
        var latest: [String: Note] = [:]
        let notes = underWay.compactMap(\.note)
        for note in notes { latest[note.key] = note }
        var batch = Batch()
        var writer = Writer()
        for first in notes {
            guard let note = latest.removeValue(forKey: first.key) else { continue }
            note.encode(at: now, into: &writer)
            let key = Array(note.key.utf8)
            let partition = Partition(note.topic, note.partition)
            // The largest is a position of a thousand partitions: far below the limit.
            try? batch.add(to: partition, key: key.span, value: writer.bytes)
            writer.reset()
        }
        return batch
    }

    /// The batch under way is on the log; returns the number up to which all is.
    mutating func succeeded() -> Int {
        defer { underWay = [] }
        return underWay.last?.number ?? 0
    }

    /// It may or may not be on the log: it is appended again.
    mutating func failed(at now: Timestamp) {
        waiting.insert(contentsOf: underWay, at: 0)
        underWay = []
        retry = now.adding(milliseconds: Self.retryMilliseconds)
    }
}

extension Note {
    fileprivate var topic: Topic {
        if case .done = content { .subscriptions } else { .deliveries }
    }

    fileprivate var key: String {
        switch content {
        case .remember(.standing): DeliveryRecord.Key.standing(subscription).text
        case .remember(.owed(let owed)): DeliveryRecord.Key.owed(subscription, owed.event).text
        case .remember(.replay(let replay)):
            DeliveryRecord.Key.replay(subscription, replay.command).text
        case .forget(let key): key.text
        case .done(let command): SubscriptionRecord.Key.command(subscription, command).text
        }
    }

    /// Nothing where the key is to be deleted.
    fileprivate func encode(at time: Timestamp, into writer: inout Writer) {
        if case .remember(let record) = content {
            record.encode(about: subscription, at: time, into: &writer)
        }
    }
}
