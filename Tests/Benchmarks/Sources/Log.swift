import Foundation
import LocalLog
import Log
import Store
import Threading

/// What the local log costs beside SQLite alone: in the system's temporary directory, whose medium
/// decides what a commit takes.
func logBenchmarks() -> [Benchmark] {
    do {
        return [try bareCommit()] + (try appends()) + [try catchingUp(), try upserts()]
    } catch { fatalError("\(error)") }
}

private let key = Array("nl.mkb.cloud".utf8)
private let value = [UInt8](repeating: UInt8(ascii: "x"), count: 300)

private func directory() throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "peil-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url.path
}

private func bareCommit() throws -> Benchmark {
    let settings = Database.Settings(synchronous: .full, checkpointPages: 4000)
    let database = try Database(path: directory() + "/bare.sqlite", settings)
    try database.execute("CREATE TABLE t(key, value)")
    let insert = try database.prepare("INSERT INTO t VALUES(?1, ?2)")
    insert.bind(1, copying: key.span)
    return Benchmark("a commit of one row by SQLite alone", times: 50) {
        do {
            try database.transaction { () throws(StoreError) in
                try insert.run(binding: value.span, at: 2)
            }
        } catch { fatalError("\(error)") }
    }
}

private func appends() throws -> [Benchmark] {
    let log = try LocalLog(directory: directory(), partitions: 12)
    return [1, 64].map { appenders in
        Benchmark("\(appenders) at a time append one record each", times: 50) {
            let waiting = Monitor(appenders)
            for number in 0..<appenders {
                append(1, to: Int32(number % 12), of: log) { waiting.with { $0 -= 1 } }
            }
            waiting.wait { $0 == 0 ? () : nil }
        }
    }
}

/// 100,000 records of 300 bytes, from the file.
private func catchingUp() throws -> Benchmark {
    let log = try LocalLog(directory: directory(), partitions: 1, tailBytes: 0)
    let waiting = Monitor(100)
    for _ in 0..<100 { append(1000, to: 0, of: log) { waiting.with { $0 -= 1 } } }
    waiting.wait { $0 == 0 ? () : nil }
    let reader = try log.reader()
    return Benchmark("a reader catches up with 100,000 records", times: 1) {
        do {
            // By the log's own end, which also keeps the log: dropped, it would close.
            let end = try log.bounds(of: Partition(.updates, 0)).upperBound
            try reader.start([Partition(.updates, 0): 0])
            var seen = 0
            while seen < end {
                _ = try reader.poll(timeoutMilliseconds: 1000, limit: 10_000) { _, _ in seen += 1 }
            }
        } catch { fatalError("\(error)") }
    }
}

private func upserts() throws -> Benchmark {
    let settings = Database.Settings(pageCacheKibibytes: 65_536, checkpointPages: 10_000)
    let database = try Database(path: directory() + "/state.sqlite", settings)
    try database.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, state BLOB NOT NULL)")
    let upsert = try database.prepare("INSERT OR REPLACE INTO t VALUES(?1, ?2)")
    return Benchmark("a transaction of 50,000 upserts of 300 bytes", times: 1) {
        do {
            try database.transaction { () throws(StoreError) in
                for id in 0..<50_000 as Range<Int64> {
                    upsert.bind(1, id)
                    try upsert.run(binding: value.span, at: 2)
                }
            }
        } catch { fatalError("\(error)") }
    }
}

private func append(
    _ count: Int, to partition: Int32, of log: LocalLog, then: @escaping @Sendable () -> Void
) {
    do {
        var batch = Batch()
        for _ in 0..<count {
            try batch.add(to: Partition(.updates, partition), key: key.span, value: value.span)
        }
        log.append(batch) { result in
            guard case .success = result else { fatalError("\(result)") }
            then()
        }
    } catch { fatalError("\(error)") }
}
