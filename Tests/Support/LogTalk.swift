public import Log
import Testing
import Threading

/// What tests say to a log, blocking.
public struct LogTalk: Sendable {
    let log: any Log
    /// Patience for what happens soon on a healthy log: brokers take seconds to form a group.
    public static let patienceMilliseconds = 30_000

    public init(_ log: any Log) { self.log = log }

    /// Appends and waits for the answer.
    public func append(_ batch: Batch) throws -> [Int64] {
        let answer = Monitor<Result<[Int64], LogError>?>(nil)
        log.append(batch) { result in answer.with { $0 = result } }
        let told = answer.wait(timeoutMilliseconds: Self.patienceMilliseconds) { $0 }
        return try #require(told, "no acknowledgement came").get()
    }

    /// Appends texts as values under one key.
    @discardableResult
    public func append(
        _ values: [String], key: String = "k", to partition: Partition
    ) throws -> [Int64] {
        var batch = Batch()
        for value in values { try batch.add(key: key, value: value, to: partition) }
        return try append(batch)
    }

    /// The values from `offset` up to the end as it is now, by a reader of its own.
    public func values(of partition: Partition, from offset: Int64 = 0) throws -> [String] {
        try records(of: partition, from: offset).map { String(decoding: $0.value, as: UTF8.self) }
    }

    public func records(of partition: Partition, from offset: Int64 = 0) throws -> [StoredRecord] {
        let end = try log.bounds(of: partition).upperBound
        let reader = try log.reader()
        defer { reader.close() }
        try reader.start([partition: offset])
        var records: [StoredRecord] = []
        try reader.poll(until: { (records.last?.offset ?? offset - 1) + 1 >= end }) { _, record in
            records.append(StoredRecord(record))
        }
        return records
    }

    /// All that these topics hold now, by one reader.
    public func records(of topics: [Topic]) throws -> [Partition: [StoredRecord]] {
        var left: [Partition: Int64] = [:]
        var positions: [Partition: Int64] = [:]
        for partition in topics.flatMap({ topic in
            (0..<log.partitionCount).map { Partition(topic, $0) }
        }) {
            let held = try log.bounds(of: partition)
            positions[partition] = held.lowerBound
            if !held.isEmpty { left[partition] = held.upperBound }
        }
        let reader = try log.reader()
        defer { reader.close() }
        try reader.start(positions)
        var records: [Partition: [StoredRecord]] = [:]
        try reader.poll(until: { left.isEmpty }) { partition, record in
            records[partition, default: []].append(StoredRecord(record))
            if let end = left[partition], record.offset + 1 >= end { left[partition] = nil }
        }
        return records
    }
}

extension Batch {
    public mutating func add(key: String, value: String, to partition: Partition) throws {
        let (key, value) = (Array(key.utf8), Array(value.utf8))
        try add(to: partition, key: key.span, value: value.span)
    }
}

extension Consumer {
    /// Polls until `done`; fails the test when that takes too long.
    func poll(
        until done: () -> Bool, _ each: (Partition, borrowing Record) -> Void
    ) throws {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(LogTalk.patienceMilliseconds)
        while !done() {
            try #require(clock.now < end, "what was waited for did not come")
            _ = try poll(timeoutMilliseconds: 100, limit: 1000, each)
        }
    }
}
