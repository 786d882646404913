internal import Log

/// The records of one partition in their order, up to its end, from the log itself. Used by one
/// thread at a time.
///
///     let reader = PartitionReader(log, Partition(.updates, 5), from: 1041)
///     while let record = try reader.read() { … }
final class PartitionReader {
    let partition: Partition
    /// The offset that is read next.
    private(set) var next: Int64
    private let log: any Log
    private let limit: Int
    private var consumer: (any Consumer)?
    private var records: ArraySlice<StoredRecord> = []
    /// One past what is known to be there.
    private var end: Int64 = 0

    private static let pollMilliseconds = 500
    /// So often in a row a log may not answer.
    private static let patience = 60

    /// From `start` on, or from the first that is held; at most `limit` records are read ahead.
    init(_ log: any Log, _ partition: Partition, from start: Int64 = 0, limit: Int = 1_000) {
        self.log = log
        self.partition = partition
        self.limit = limit
        next = start
    }

    deinit { consumer?.close() }

    /// Nil at the partition's end; asked again later, it goes on with what has come meanwhile.
    func read() throws(LogError) -> StoredRecord? {
        while true {
            if let record = records.popFirst() {
                next = record.offset + 1
                return record
            }
            if next >= end {
                end = try log.bounds(of: partition).upperBound
                guard next < end else { return nil }
            }
            try fetch()
        }
    }

    private func fetch() throws(LogError) {
        let consumer = try started()
        var fetched: [StoredRecord] = []
        var refusals = 0
        while fetched.isEmpty {
            do throws(LogError) {
                _ = try consumer.poll(timeoutMilliseconds: Self.pollMilliseconds, limit: limit) {
                    fetched.append(StoredRecord($1))
                }
                // Either nothing has come yet, or what was there was compacted away.
                if fetched.isEmpty, try isPast(log.lastRecord(of: partition)) {
                    return next = end
                }
            } catch .unavailable(let reason) {
                refusals += 1
                guard refusals < Self.patience else { throw .unavailable(reason) }
            }
        }
        records = fetched[...]
    }

    private func isPast(_ last: StoredRecord?) -> Bool { last.map { $0.offset < next } ?? true }

    private func started() throws(LogError) -> any Consumer {
        if let consumer { return consumer }
        next = max(next, try log.bounds(of: partition).lowerBound)
        let made = try log.reader()
        consumer = made
        try made.start([partition: next])
        return made
    }
}
