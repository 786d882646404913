internal import Store
internal import Synchronization
internal import Threading

/// The newest attempts of each subscription, in `attempts.sqlite`: those that this instance made.
/// It is no truth: what comes within a moment is written together, and what it cannot keep up with
/// is counted, not waited for.
final class AttemptLog: Sendable {
    private struct News {
        var isFilled = false
        var isClosed = false
    }
    /// Those that are not written yet.
    private let entries = Mutex<[AttemptEntry]>([])
    private let news = Monitor(News())
    /// Nil when it is closed.
    private let store: Mutex<AttemptStore?>
    private let missed: @Sendable (Int) -> Void
    private static let queueLimit = 20_000
    private static let momentMilliseconds = 250

    /// `missed` counts the entries that were not kept.
    init(
        directory: String, missed: @escaping @Sendable (Int) -> Void
    ) throws(StoreError) {
        store = Mutex(try AttemptStore(path: directory + "/attempts.sqlite"))
        self.missed = missed
    }

    func add(_ entry: AttemptEntry) {
        let count = entries.withLock { entries in
            guard entries.count < Self.queueLimit else { return Int.max }
            entries.append(entry)
            return entries.count
        }
        if count == 1 { news.with { $0.isFilled = true } }
        if count == .max { missed(1) }
    }

    func close() { news.with { $0.isClosed = true } }

    /// Writes what was added until it is closed; then lets go of the file.
    func run() {
        while isFilled() {
            _ = news.wait(timeoutMilliseconds: Self.momentMilliseconds) { $0.isClosed ? () : nil }
            store.withLock { write(to: $0) }
        }
        store.withLock { $0 = nil }
    }

    /// Asks the store, when all that was added is in it.
    func read<Answer>(
        _ body: (AttemptStore) throws(StoreError) -> sending Answer
    ) throws(StoreError) -> sending Answer {
        try store.withLock { store throws(StoreError) in
            guard let store else { throw .failed("the file of attempts is closed") }
            write(to: store)
            return try body(store)
        }
    }

    private func write(to store: AttemptStore?) {
        let entries = entries.withLock { entries in
            defer { entries = [] }
            return entries
        }
        guard !entries.isEmpty else { return }
        do throws(StoreError) { try store?.insert(entries) } catch { missed(entries.count) }
    }

    /// Waits until something was added; false when it is closed.
    private func isFilled() -> Bool {
        news.wait { news -> Bool? in
            if !news.isFilled { return news.isClosed ? false : nil }
            news.isFilled = false
            return true
        }
    }
}
