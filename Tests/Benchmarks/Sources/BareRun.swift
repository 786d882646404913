import Compute
import JSON
import Log
import Messages
import Store

/// Decode, look up, encode, upsert.
struct BareRun: ~Copyable {
    private var report = RawReport()
    private var update = RawSeriesUpdated(definition: 1)
    private var writer = Writer()
    private let numbers = TextNumbers()
    private var changed: [Bool] = []
    private let database: Database
    private let upsert: Statement
    private let row = [UInt8](repeating: 1, count: 200)

    static func make(_ path: String) throws -> BareRun {
        let database = try Database(
            path: path,
            Database.Settings(pageCacheKibibytes: 16 * 1024, checkpointPages: 10_000))
        try database.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, row BLOB NOT NULL)")
        let upsert = try database.prepare(
            "INSERT INTO t VALUES(?1, ?2) ON CONFLICT(id) DO UPDATE SET row = excluded.row")
        return BareRun(database, upsert)
    }

    private init(_ database: Database, _ upsert: Statement) {
        self.database = database
        self.upsert = upsert
    }

    mutating func run(_ partition: BenchPartition) throws {
        var outcomes = Batch()
        var read = 0
        try partition.batch.forEach { _, record throws(any Error) in
            read += 1
            guard read > 1 else { return }
            try report.decode(record.value)
            let number = numbers.number(of: report.seriesText)
            if number == changed.count { changed.append(true) } else { changed[number] = true }
            encode(record.offset)
            try outcomes.add(
                to: Partition(.outcomes, 0), key: report.indicator, value: writer.bytes)
            if read % 1_000 == 0 { outcomes.removeAll(keepingCapacity: true) }
            if read % PartitionHeart.recordsPerCommit == 0 { try commit() }
        }
        try commit()
    }

    private mutating func encode(_ offset: Int64) {
        let released = report.released ?? report.received
        writer.reset()
        update.changes.removeAll(keepingCapacity: true)
        for figure in report.figures {
            update.changes.append(.init(old: nil, new: figure, released: released))
        }
        update.latest = report.figures.last.map { .init(figure: $0, released: released) }
        update.encode(
            id: EventID(
                log: BenchPartition.log, cause: Coordinate(partition: 0, offset: offset), index: 0,
                checksum: 0), of: report, into: &writer)
    }

    private mutating func commit() throws {
        try database.transaction { () throws(StoreError) in
            for number in changed.indices where changed[number] {
                upsert.bind(1, Int64(number))
                try upsert.run(binding: row.span, at: 2)
                changed[number] = false
            }
        }
    }
}

/// Texts as numbers: open addressing, all bytes in one piece.
private final class TextNumbers {
    private var slots = [Int32](repeating: 0, count: 1 << 18)
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    func number(of text: Span<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 }
        var at = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
        while slots[at] != 0 {
            let number = Int(slots[at]) - 1
            if isSame(number, text) { return number }
            at = (at + 1) & (slots.count - 1)
        }
        for index in text.indices { bytes.append(text[index]) }
        ends.append(bytes.count)
        slots[at] = Int32(ends.count - 1)
        return ends.count - 2
    }

    private func isSame(_ number: Int, _ text: Span<UInt8>) -> Bool {
        let start = ends[number]
        guard ends[number + 1] - start == text.count else { return false }
        for index in text.indices where bytes[start + index] != text[index] { return false }
        return true
    }
}
