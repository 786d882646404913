internal import Store
internal import Synchronization
internal import Threading

/// The newest attempts of each subscription, in `attempts.sqlite`: those that this instance made.
/// It is no truth: what it cannot keep up with is counted, not waited for.
final class AttemptLog: Sendable {
    private struct Queue {
        var entries: [AttemptEntry] = []
        var isClosed = false
    }
    private let queue = Monitor(Queue())
    /// Nil when it is closed.
    private let store: Mutex<AttemptStore?>
    private let missed: @Sendable (Int) -> Void
    private static let queueLimit = 20_000

    /// `missed` counts the entries that were not kept.
    init(
        directory: String, missed: @escaping @Sendable (Int) -> Void
    ) throws(StoreError) {
        store = Mutex(try AttemptStore(path: directory + "/attempts.sqlite"))
        self.missed = missed
    }

    func add(_ entries: [AttemptEntry]) {
        let isTaken = queue.with { queue in
            guard queue.entries.count < Self.queueLimit else { return false }
            queue.entries += entries
            return true
        }
        if !isTaken { missed(entries.count) }
    }

    func close() { queue.with { $0.isClosed = true } }

    /// Writes what was added until it is closed, all that came together in one transaction; then
    /// lets go of the file.
    func run() {
        while let entries = next() {
            do throws(StoreError) {
                try read { store throws(StoreError) in try store.insert(entries) }
            } catch { missed(entries.count) }
        }
        store.withLock { $0 = nil }
    }

    /// Asks the store.
    func read<Answer>(
        _ body: (AttemptStore) throws(StoreError) -> sending Answer
    ) throws(StoreError) -> sending Answer {
        try store.withLock { store throws(StoreError) in
            guard let store else { throw .failed("the file of attempts is closed") }
            return try body(store)
        }
    }

    private func next() -> [AttemptEntry]? {
        queue.wait { queue -> [AttemptEntry]?? in
            if queue.entries.isEmpty { return queue.isClosed ? .some(nil) : nil }
            defer { queue.entries.removeAll(keepingCapacity: true) }
            return .some(queue.entries)
        }
    }
}
