import Log
import Testing

@Suite("Batch")
struct BatchTests {
    private static let partition = Partition(.outcomes, 3)

    @Test("hands back what was added, in order, numbered through")
    func handsBack() throws {
        var batch = Batch()
        #expect(batch.isEmpty)
        try batch.add(to: Self.partition, key: [1, 2], value: [3])
        try batch.add(to: Partition(.updates, 0), key: [], value: [4, 5, 6])
        try batch.add(to: Self.partition, key: [7], value: [])
        #expect(batch.count == 3)
        #expect(batch.byteCount == 7)
        var seen: [(Partition, StoredRecord)] = []
        batch.forEach { partition, record in seen.append((partition, StoredRecord(record))) }
        #expect(seen.map(\.0) == [Self.partition, Partition(.updates, 0), Self.partition])
        #expect(
            seen.map(\.1) == [
                StoredRecord(offset: 0, key: [1, 2], value: [3]),
                StoredRecord(offset: 1, key: [], value: [4, 5, 6]),
                StoredRecord(offset: 2, key: [7], value: []),
            ])
    }

    @Test("refuses a record over the limit and stays as it was")
    func refuses() throws {
        var batch = Batch()
        let large = [UInt8](repeating: 0, count: Batch.recordLimitBytes)
        try batch.add(to: Self.partition, key: [], value: large)
        #expect(
            throws: LogError.tooLarge(
                bytes: Batch.recordLimitBytes + 1, limit: Batch.recordLimitBytes)
        ) {
            try batch.add(to: Self.partition, key: [0], value: large)
        }
        #expect(batch.count == 1)
        #expect(batch.byteCount == Batch.recordLimitBytes)
    }

    @Test("is empty again after removing all")
    func removesAll() throws {
        var batch = Batch()
        try batch.add(to: Self.partition, key: [1], value: [2])
        batch.removeAll(keepingCapacity: true)
        #expect(batch.isEmpty && batch.byteCount == 0)
        try batch.add(to: Self.partition, key: [3], value: [4])
        batch.forEach { _, record in
            #expect(StoredRecord(record) == StoredRecord(offset: 0, key: [3], value: [4]))
        }
    }

    @Test("stops where the body throws")
    func stops() throws {
        struct Enough: Error {}
        var batch = Batch()
        for _ in 0..<3 { try batch.add(to: Self.partition, key: [], value: []) }
        var seen = 0
        #expect(throws: Enough.self) {
            try batch.forEach { (_, record) throws(Enough) in
                seen += 1
                if record.offset == 1 { throw Enough() }
            }
        }
        #expect(seen == 2)
    }
}

extension Batch {
    fileprivate mutating func add(
        to partition: Partition, key: [UInt8], value: [UInt8]
    ) throws(LogError) {
        try add(to: partition, key: key.span, value: value.span)
    }
}
