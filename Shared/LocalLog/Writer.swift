internal import Log
internal import Store
internal import Threading
internal import Time

/// The loop of the writing thread: takes all batches that wait, commits them together, shows them
/// to the readers and acknowledges them in their order.
struct Writer: Sendable {
    let queue: AppendQueue
    let storage: Monitor<Storage?>
    let feed: Monitor<Feed>
    let now: @Sendable () -> Timestamp
    private static let checkMilliseconds = 3_600_000
    /// After a trim that failed.
    private static let retryMilliseconds = 1_000

    /// Returns when the queue is closed, the file closed too.
    func run() {
        var trimmed: CalendarDate?
        var patience = 0
        while let appends = queue.take(timeoutMilliseconds: patience) {
            let time = now()
            if !appends.isEmpty { write(appends, at: time) }
            if trimmed != time.date, trim(at: time) { trimmed = time.date }
            patience = trimmed == time.date ? Self.checkMilliseconds : Self.retryMilliseconds
        }
        storage.with { $0 = nil }
        queue.fail([], .closed)
    }

    private func write(_ appends: [AppendQueue.Append], at time: Timestamp) {
        let result = storage.with { storage in
            Result { () throws(StoreError) in
                try storage?.append(appends.map(\.batch), at: time)
            }
        }
        switch result {
        case .success(let written):
            guard let written else { return queue.fail(appends, .closed) }
            // Who reads them may append at once.
            queue.release(appends)
            feed.with { $0.publish(written.segments) }
            for (append, offsets) in zip(appends, written.offsets) {
                append.acknowledged(.success(offsets))
            }
        case .failure(let error): queue.fail(appends, LogError(error))
        }
    }

    /// False when it has to be tried again.
    private func trim(at time: Timestamp) -> Bool {
        storage.with { storage in
            do throws(StoreError) {
                try storage?.trim(at: time)
                return true
            } catch { return false }
        }
    }
}
