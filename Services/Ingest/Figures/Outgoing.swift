internal import Log
internal import Messages

/// The records of a submission from their check to their publication: one batch, or a file of
/// batches where they are more. Nothing of it stays.
struct Outgoing: ~Copyable {
    private var records: RecordWriter
    private let directory: String
    /// So large a batch moves into the file.
    private let batchBytes: Int
    private var file: SpoolFile?
    /// Where each batch lies in it.
    private var batches: [Range<Int>] = []
    private var buffer: [UInt8] = []
    /// Why none can be published: a record is too large for the log.
    private(set) var fault: LogError?

    init(_ records: consuming RecordWriter, directory: String, batchBytes: Int) {
        self.records = records
        self.directory = directory
        self.batchBytes = batchBytes
    }

    /// Blocks when a batch is full.
    mutating func add(_ reports: [Report]) throws(SpoolError) {
        for report in reports where fault == nil {
            do throws(LogError) {
                try records.add(.figuresReported(report), of: report.series.indicator)
            } catch { fault = error }
            if records.batch.byteCount >= batchBytes { try putAway() }
        }
    }

    private mutating func putAway() throws(SpoolError) {
        if file == nil { file = try SpoolFile(directory: directory) }
        buffer.removeAll(keepingCapacity: true)
        records.batch.forEach { partition, record in
            buffer.put(partition.number)
            buffer.put(record.key)
            buffer.put(record.value)
        }
        records.reset()
        let start = file?.count ?? 0
        try file?.append(buffer)
        batches.append(start..<start + buffer.count)
    }

    /// All, where they are one batch; nil where they are more.
    mutating func takeOnly() -> Batch? { batches.isEmpty ? records.take() : nil }

    /// Hands over every batch until `body` gives false. Blocks.
    mutating func eachBatch(_ body: (Batch) -> Bool) throws(SpoolError) {
        for range in batches {
            guard let bytes = try file?.read(at: range.lowerBound, count: range.count) else {
                return
            }
            guard body(Self.batch(of: bytes.span)) else { return }
        }
        if !records.batch.isEmpty { _ = body(records.take()) }
    }

    private static func batch(of bytes: Span<UInt8>) -> Batch {
        var batch = Batch()
        var reader = SpoolReader(bytes)
        while !reader.isAtEnd {
            let partition = Partition(.updates, reader.integer(Int32.self))
            let (key, value) = (reader.range(), reader.range())
            // It was in one before.
            try? batch.add(
                to: partition, key: bytes.extracting(key), value: bytes.extracting(value))
        }
        return batch
    }
}
