internal import Glibc
public import Log
internal import Store
internal import Synchronization
internal import Threading
internal import Time

/// A log over one SQLite file, for the services of one process: durable, without a broker.
///
///     let log = try LocalLog(directory: "/var/lib/peil", partitions: 12)
///
/// Appends that arrive together share one commit, which waits for the medium. Readers wait for
/// commits, never poll, and find the newest records in memory.
public final class LocalLog: Log {
    public let partitionCount: Int32
    private let numbering: Numbering
    private let queue: AppendQueue
    let storage: Monitor<Storage?>
    private let feed: Monitor<Feed>
    private let thread: Thread
    private let sealing: Mutex<String?>

    /// Opens `log.sqlite` in `directory`, or makes both.
    ///
    /// At most `bufferBytes` wait for the medium, then appends fail with `full`; `tailBytes` of
    /// the newest records stay in memory. Throws `unusable` when another process holds the log,
    /// when the file is none of ours or damaged, or was made with another number of partitions.
    public convenience init(
        directory: String, partitions: Int32, bufferBytes: Int = 64 << 20,
        tailBytes: Int = 8 << 20
    ) throws(LogError) {
        try self.init(
            directory: directory, partitions: partitions, bufferBytes: bufferBytes,
            tailBytes: tailBytes, now: { Timestamp.now() })
    }

    init(
        directory: String, partitions: Int32, bufferBytes: Int, tailBytes: Int,
        now: @escaping @Sendable () -> Timestamp
    ) throws(LogError) {
        precondition((1...Int32(UInt16.max)).contains(partitions), "1 to 65,535 partitions")
        // Where it can be neither made nor found, opening says why.
        _ = unsafe mkdir(directory, 0o750)
        let storage: Storage
        let successor: String?
        do {
            storage = try Storage(directory: directory, partitions: partitions)
            successor = try storage.successor()
        } catch .diskFull {
            throw .diskFull
        } catch {
            throw .unusable(error.description)
        }
        partitionCount = partitions
        sealing = Mutex(successor)
        numbering = storage.numbering
        queue = AppendQueue(limitBytes: bufferBytes)
        feed = Monitor(
            Feed(numbering: numbering, ends: storage.ends, tailBytes: tailBytes))
        self.storage = Monitor(storage)
        let writer = Writer(queue: queue, storage: self.storage, feed: feed, now: now)
        thread = Thread(name: "log") { writer.run() }
    }

    /// Closes it; nobody waits for the writer to end, for this may be its own thread.
    deinit {
        queue.close()
        feed.with { $0.close() }
    }

    public func append(
        _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        if let successor {
            return acknowledged(.failure(.unusable("it is sealed, and goes on as \(successor)")))
        }
        queue.push(AppendQueue.Append(batch: batch, acknowledged: acknowledged))
    }

    /// Where the log goes on since it was sealed, in words; nil: here.
    public var successor: String? { sealing.withLock { $0 } }

    /// From now on and for ever it takes no more records, but can be read: it goes on as
    /// `successor` says to people.
    public func seal(successor: String) throws(LogError) {
        try storage.read { storage throws(StoreError) in try storage.seal(successor) }
        sealing.withLock { $0 = successor }
    }

    public func reader() throws(LogError) -> any Consumer {
        try LocalConsumer(feed: feed, storage: storage, numbering: numbering, group: nil)
    }

    public func member(of group: String, on topic: Topic) throws(LogError) -> any Consumer {
        try LocalConsumer(
            feed: feed, storage: storage, numbering: numbering,
            group: Feed.GroupName(name: group, topic: topic))
    }

    public func bounds(of partition: Partition) throws(LogError) -> Range<Int64> {
        try storage.read { storage throws(StoreError) in try storage.bounds(of: partition) }
    }

    public func record(
        at offset: Int64, of partition: Partition
    ) throws(LogError) -> StoredRecord? {
        try storage.read { storage throws(StoreError) in
            try storage.record(at: offset, of: partition)
        }
    }

    public func lastRecord(of partition: Partition) throws(LogError) -> StoredRecord? {
        try storage.read { storage throws(StoreError) in
            try storage.reading.lastRecord(of: partition)
        }
    }

    public func close() {
        queue.close()
        feed.with { $0.close() }
        thread.join()
    }
}

extension Monitor<Storage?> {
    /// Runs `body` alone on the file; throws `closed` when that was closed.
    func read<Result>(
        _ body: (Storage) throws(StoreError) -> Result
    ) throws(LogError) -> Result {
        try with { storage throws(LogError) in
            guard let storage else { throw .closed }
            do throws(StoreError) { return try body(storage) } catch { throw LogError(error) }
        }
    }
}
