import Compute
import Log
import Store

/// Decode, look up, encode, upsert, by the plainest means: no rules, no revisions, no targets, and
/// rows of 200 bytes that say nothing.
struct BareRun: ~Copyable {
    private var report = BareReport()
    private var numbers = BareNumbers(slots: 1 << 18)
    private var writer = BareWriter(capacity: 32 << 20)
    /// The last figure of each series, and whether it was since the last commit.
    private var last: [(value: Double, isChanged: Bool)] = []
    private let database: Database
    private let upsert: Statement
    private let row = [UInt8](repeating: 1, count: 200)

    static func make(_ path: String) throws -> BareRun {
        let database = try Database(
            path: path,
            Database.Settings(pageCacheKibibytes: 16 * 1024, checkpointPages: 10_000))
        try database.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, row BLOB NOT NULL)")
        let upsert = try database.prepare("REPLACE INTO t VALUES(?1, ?2)")
        return BareRun(database, upsert)
    }

    private init(_ database: Database, _ upsert: Statement) {
        self.database = database
        self.upsert = upsert
    }

    mutating func run(_ partition: BenchPartition) throws {
        var read = 0
        try partition.batch.forEach { _, record throws(any Error) in
            read += 1
            guard read > 1 else { return }
            record.value.withUnsafeBytes { _ = take($0, at: record.offset) }
            if read % 1_000 == 0 { sent() }
            if read % PartitionHeart.recordsPerCommit == 0 { try commit() }
        }
        try commit()
    }

    /// The event that comes of a report, and the indicator, which is its key: there until `sent`.
    mutating func take(
        _ bytes: UnsafeRawBufferPointer, at offset: Int64
    ) -> (key: UnsafeRawBufferPointer, event: UnsafeRawBufferPointer) {
        let checksum = Checksum.crc32c(bytes.bindMemory(to: UInt8.self).span)
        report.read(bytes)
        let number = numbers.number(of: report)
        if number == last.count { last.append((0, true)) }
        let start = writer.count
        encode(offset, checksum, before: last[number].value)
        last[number] = (report.figures[report.figures.count - 1].value, true)
        return (report.indicator, writer.bytes(from: start))
    }

    /// The events are gone.
    mutating func sent() { writer.reset() }

    private mutating func encode(_ offset: Int64, _ checksum: UInt32, before: Double) {
        writer.put("{\"specversion\":\"1.0\",\"id\":\"3f9c2a71-0-")
        writer.put(Int(offset))
        writer.put("-0-")
        writer.put(hexadecimal: checksum)
        writer.put("\",\"source\":\"/peil/3f9c2a71\",\"type\":\"peil.series.updated.v1\"")
        writer.put(",\"subject\":\"")
        writer.put(report.indicator)
        writer.put("/")
        writer.put(report.area)
        writer.put("/")
        writer.put(report.dimension)
        writer.put("=")
        writer.put(report.dimensionValue)
        writer.put("\",\"time\":\"")
        writer.put(report.time)
        writer.put("\",\"datacontenttype\":\"application/json\",\"data\":")
        writer.put("{\"series\":{\"indicator\":\"")
        writer.put(report.indicator)
        writer.put("\",\"area\":\"")
        writer.put(report.area)
        writer.put("\",\"dimensions\":{\"")
        writer.put(report.dimension)
        writer.put("\":\"")
        writer.put(report.dimensionValue)
        writer.put("\"}},\"unit\":\"")
        writer.put(report.unit)
        writer.put("\",\"submission\":\"")
        writer.put(report.submission)
        writer.put("\",\"definition\":1,\"changes\":[")
        for figure in report.figures {
            encode(figure, "new")
            writer.put(",")
        }
        let latest = report.figures[report.figures.count - 1]
        writer.put("],\"latest\":")
        encode(latest, "value")
        writer.put(",\"previous\":{\"period\":\"2025\",\"value\":")
        writer.put(before)
        writer.put("},\"change\":")
        writer.put(latest.value - before)
        writer.put("}}")
    }

    private mutating func encode(_ figure: BareReport.Figure, _ value: StaticString) {
        writer.put("{\"period\":\"")
        writer.put(figure.period)
        writer.put("\",\"")
        writer.put(value)
        writer.put("\":")
        writer.put(figure.value)
        writer.put(",\"status\":")
        writer.put(figure.status)
        writer.put(",\"released\":\"")
        writer.put(report.releasedText)
        writer.put("\",\"source\":\"")
        writer.put(report.source)
        writer.put("\"}")
    }

    mutating func commit() throws {
        try database.transaction { () throws(StoreError) in
            for number in last.indices where last[number].isChanged {
                upsert.bind(1, Int64(number))
                try upsert.run(binding: row.span, at: 2)
                last[number].isChanged = false
            }
        }
    }
}
