/// The one seam between the services: partitioned, append-only, ordered within a partition,
/// addressed by (topic, partition, offset). Every implementation passes the contract suite.
///
/// Usable from any thread.
public protocol Log: AnyObject, Sendable {
    /// The same for every topic, fixed when the log is made.
    var partitionCount: Int32 { get }

    /// Appends all records of `batch` in their order and calls `acknowledged` once, on a thread of
    /// the log, when they are durable: with the offset of each record, in the batch's order. A
    /// batch that is not taken (`full`, `closed`, or behind a failure) may be told so on the
    /// caller's thread, before this returns: hold no lock that `acknowledged` takes.
    ///
    /// After a failure some may be on the log; none follows one that is missing (no gap), also
    /// across the batches of one partition: what was appended behind a failed batch before its
    /// failure was told fails too; it is told when `acknowledged` has returned, so that must not
    /// append again itself. Never blocks: fails with `full` when the buffer has no room.
    func append(
        _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void)

    /// A reader whose partitions the caller names by `start`.
    func reader() throws(LogError) -> any Consumer

    /// A member of `group`, which shares the partitions of `topic` among its members: each
    /// partition has one owner at a time. Positions are the caller's.
    func member(of group: String, on topic: Topic) throws(LogError) -> any Consumer

    /// The offsets that are held: the first, and one past the last acknowledged.
    func bounds(of partition: Partition) throws(LogError) -> Range<Int64>

    /// The record at `offset`; nil when there is none (never written, or compacted away).
    func record(at offset: Int64, of partition: Partition) throws(LogError) -> StoredRecord?

    /// The record with the highest offset; nil when the partition is empty.
    func lastRecord(of partition: Partition) throws(LogError) -> StoredRecord?

    /// Ends every read and append with `closed` and frees what the log holds. Returns when no
    /// acknowledgement can come any more, so not to be called by `acknowledged`.
    func close()
}

/// Reads partitions, in order within each. Used by one thread at a time; only `wake` by any,
/// for which it is sendable.
public protocol Consumer: AnyObject, Sendable {
    /// Reads these partitions from these offsets on, whatever was read of them before. A member
    /// may name claimed partitions only.
    ///
    /// Throws `outOfRange` when an offset is beyond the end, or before the beginning of what is
    /// kept for ever; a compacted or expired beginning is skipped.
    func start(_ positions: [Partition: Int64]) throws(LogError)

    /// Reads these partitions no more, until they are started again.
    func stop(_ partitions: [Partition])

    /// Waits for what comes next, at most `timeoutMilliseconds`, and tells what it was. Records go
    /// to `each`, on this thread, at most `limit` of them: all of one partition follow each other.
    /// `each` does not call the consumer.
    func poll(
        timeoutMilliseconds: Int, limit: Int, _ each: (Partition, borrowing Record) -> Void
    ) throws(LogError) -> Poll

    /// Makes a `poll` that waits, or else the next one, return at once.
    func wake()

    /// Tells outside observers how far the group is; nothing reads it back.
    func report(_ positions: [Partition: Int64])

    /// Leaves the group, if it is a member, and frees what the consumer holds; the next `poll`
    /// throws `closed`.
    func close()
}

/// What a `poll` brought.
public enum Poll: Hashable, Sendable {
    /// That many records were handed over.
    case records(Int)
    /// These partitions are the caller's from now on; it starts them at its own positions.
    case claimed([Partition])
    /// These partitions are another's as soon as `poll` is called again: commit before that.
    case revoked([Partition])
    /// These partitions were taken away already: commit nothing.
    case lost([Partition])
    /// Nothing came in time, or `wake` was called.
    case idle
}
