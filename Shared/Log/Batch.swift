/// Records on their way to the log, in order, their bytes in one piece.
///
///     var batch = Batch()
///     try batch.add(to: Partition(.outcomes, 5), key: key.span, value: event.span)
///     log.append(batch) { result in … }
public struct Batch: Sendable {
    /// The most bytes that key and value of one record may have together, on every log.
    public static let recordLimitBytes = 900_000

    private struct Entry: Sendable {
        let partition: Partition
        let keyStart: Int
        let valueStart: Int
        let end: Int
    }
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    public init() {}

    /// An empty batch with room for as much as `other` holds, and an eighth more: then most that
    /// are like it never grow.
    public init(asLargeAs other: Batch) {
        bytes.reserveCapacity(other.bytes.count * 9 / 8)
        entries.reserveCapacity(other.entries.count * 9 / 8)
    }

    public var count: Int { entries.count }
    public var isEmpty: Bool { entries.isEmpty }
    /// Of all keys and values together.
    public var byteCount: Int { bytes.count }

    /// Adds a record; one without a value deletes its key on a compacted topic.
    /// Throws `tooLarge` and adds nothing when it is over the limit.
    public mutating func add(
        to partition: Partition, key: Span<UInt8>, value: Span<UInt8>
    ) throws(LogError) {
        guard key.count + value.count <= Self.recordLimitBytes else {
            throw .tooLarge(bytes: key.count + value.count, limit: Self.recordLimitBytes)
        }
        let start = bytes.count
        bytes.append(addingCapacity: key.count + value.count) { output in
            output.append(key)
            output.append(value)
        }
        entries.append(
            Entry(
                partition: partition, keyStart: start, valueStart: start + key.count,
                end: bytes.count))
    }

    /// The partition of the record at `start`, and the index at which the records that follow it
    /// there end.
    public func run(from start: Int) -> (partition: Partition, indices: Range<Int>) {
        let partition = entries[start].partition
        let end = entries[start...].firstIndex { $0.partition != partition } ?? entries.endIndex
        return (partition, start..<end)
    }

    /// How many bytes key and value of the record at `index` have together.
    public func byteCount(at index: Int) -> Int { entries[index].end - entries[index].keyStart }

    public mutating func removeAll(keepingCapacity: Bool = false) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
        entries.removeAll(keepingCapacity: keepingCapacity)
    }

    /// Hands each record to `body`, in order; a record's `offset` is its index in the batch.
    public func forEach<Failure: Error>(
        _ body: (Partition, borrowing Record) throws(Failure) -> Void
    ) throws(Failure) {
        try forEach(in: 0..<count, body)
    }

    /// The same of the records with these indices.
    public func forEach<Failure: Error>(
        in indices: Range<Int>, _ body: (Partition, borrowing Record) throws(Failure) -> Void
    ) throws(Failure) {
        let all = bytes.span
        for index in indices {
            let entry = entries[index]
            let record = Record(
                offset: Int64(index), key: all.extracting(entry.keyStart..<entry.valueStart),
                value: all.extracting(entry.valueStart..<entry.end))
            try body(entry.partition, record)
        }
    }
}

extension OutputSpan<UInt8> {
    /// Appends bytes, for which there must be room.
    fileprivate mutating func append(_ bytes: Span<UInt8>) {
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            precondition(bytes.count <= buffer.count - count)
            let rest = UnsafeMutableRawBufferPointer(buffer)
            unsafe bytes.withUnsafeBytes {
                unsafe UnsafeMutableRawBufferPointer(rebasing: rest[count...]).copyMemory(from: $0)
            }
            count += bytes.count
        }
    }
}
