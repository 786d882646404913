internal import Glibc
internal import Log
internal import Threading

/// Copies all that a log holds to another that is empty: every record of updates, outcomes and
/// catalogue under the coordinate it has, so that whatever refers to one goes on to be right. Of
/// the topics that forget, what they hold is closed up: nothing refers to their coordinates.
///
/// What an interrupted copy has left is held against the source and gone on from.
struct LogCopy {
    /// Why it ends before all is copied.
    enum Fault: Error, Hashable {
        /// Of the log that is copied.
        case source(LogError)
        /// Of the log that it is copied to: when it is there again, the copy goes on.
        case target(LogError)
        /// The target holds something else there, or somebody else appends to it.
        case foreign(Partition, offset: Int64)
        /// The source lost the record at this offset, or never had it.
        case hole(Partition, offset: Int64)
        case partitions(source: Int32, target: Int32)
    }
    private let source: any Log
    private let target: any Log
    private let onProgress: (Int) -> Void
    /// Records that are on both.
    private(set) var count = 0

    private static let batchRecords = 1_000
    private static let batchBytes = 512 << 10
    /// So often in a row an append may fail, with a pause each time.
    private static let patience = 60
    private static let pauseMicroseconds: UInt32 = 500_000

    /// `onProgress` is told how many records are on both, now and then.
    init(
        from source: any Log, to target: any Log, onProgress: @escaping (Int) -> Void = { _ in }
    ) throws(Fault) {
        guard source.partitionCount == target.partitionCount else {
            throw .partitions(source: source.partitionCount, target: target.partitionCount)
        }
        self.source = source
        self.target = target
        self.onProgress = onProgress
    }

    /// Updates come last, and of them the partition with the log's first record: until then the
    /// target is nobody's log.
    private var order: [Partition] {
        let topics = Topic.allCases.filter { $0 != .updates } + [.updates]
        return topics.flatMap { topic in
            (0..<source.partitionCount).reversed().map { Partition(topic, $0) }
        }
    }

    /// Copies what is not there yet, then reads all of it back.
    mutating func run() throws(Fault) {
        for partition in order { try copy(partition) }
        count = 0
        for partition in order {
            let rest = try matched(partition)
            if let record = try Self.next(of: rest) {
                throw .foreign(partition, offset: record.offset)
            }
        }
    }

    private mutating func copy(_ partition: Partition) throws(Fault) {
        var failures = 0
        while true {
            let before = count
            do throws(Fault) {
                return try append(try matched(partition), to: partition)
            } catch .target(let error) {
                guard error.passes, failures < Self.patience else { throw .target(error) }
                failures += 1
                count = before
                usleep(Self.pauseMicroseconds)
            }
        }
    }

    /// The source's records that are not on the target yet; throws where what is there is another.
    private mutating func matched(_ partition: Partition) throws(Fault) -> PartitionReader {
        let rest = PartitionReader(source, partition)
        let copied = PartitionReader(target, partition)
        while let copy = try Self.reading(Fault.target, copied.read) {
            guard let record = try Self.next(of: rest) else {
                throw .foreign(partition, offset: copy.offset)
            }
            guard copy.key == record.key, copy.value == record.value,
                copy.offset == record.offset || partition.topic.retention != .forever
            else { throw .foreign(partition, offset: copy.offset) }
            tally(1)
        }
        return rest
    }

    private mutating func append(
        _ rest: PartitionReader, to partition: Partition
    ) throws(Fault) {
        var end = try Self.reading(Fault.target) { () throws(LogError) in
            try target.bounds(of: partition).upperBound
        }
        while true {
            var batch = Batch()
            while batch.count < Self.batchRecords, batch.byteCount < Self.batchBytes,
                let record = try Self.next(of: rest)
            {
                let expected = end + Int64(batch.count)
                guard record.offset == expected || partition.topic.retention != .forever else {
                    throw .hole(partition, offset: expected)
                }
                try Self.reading(Fault.source) { () throws(LogError) in
                    try batch.add(to: partition, key: record.key.span, value: record.value.span)
                }
            }
            guard !batch.isEmpty else { return }
            let offsets = try append(batch)
            guard offsets.first == end else { throw .foreign(partition, offset: end) }
            end += Int64(batch.count)
            tally(batch.count)
        }
    }

    private func append(_ batch: Batch) throws(Fault) -> [Int64] {
        let answer = Monitor<Result<[Int64], LogError>?>(nil)
        target.append(batch) { result in answer.with { $0 = result } }
        return try Self.reading(Fault.target) { () throws(LogError) in
            try answer.wait { $0 }.get()
        }
    }

    private mutating func tally(_ more: Int) {
        count += more
        onProgress(count)
    }

    /// The next record that is to be copied: a deletion has done its work on the source.
    private static func next(of reader: PartitionReader) throws(Fault) -> StoredRecord? {
        while let record = try reading(Fault.source, reader.read) {
            if record.value.isEmpty, reader.partition.topic.retention == .compacted { continue }
            return record
        }
        return nil
    }

    private static func reading<Result>(
        _ fault: (LogError) -> Fault, _ body: () throws(LogError) -> Result
    ) throws(Fault) -> Result {
        do throws(LogError) { return try body() } catch { throw fault(error) }
    }
}
