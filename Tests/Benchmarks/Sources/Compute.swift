import Compute
import Log
import Messages
import Store

/// compute's whole step on a partition that is held in memory: decode, fold, encode, store. Beside
/// it the same steps bare: decode, look up, encode, upsert, without rules, revisions and targets.
func compute(figures: Int, reports: Int, series: Int) -> Comparison {
    Comparison("\(reports) reports of \(figures) figures over \(series) series, in memory") {
        let partition = BenchPartition(figures: figures, reports: reports, series: series)
        let folder = try TemporaryFolder()
        let ours = try reportsPerSecond(of: reports) {
            let file = try RowsFile(folder.path + "/ours.sqlite")
            try HeartRun(partition, file).run()
        }
        let bare = try reportsPerSecond(of: reports) {
            var run = try BareRun.make(folder.path + "/bare.sqlite")
            try run.run(partition)
        }
        return [
            "compute: \(ours.grouped) reports, \((ours * Double(figures)).grouped) figures a "
                + "CPU-second",
            "the same steps bare: \(bare.grouped) reports a CPU-second",
            "\((100 * ours / bare).rounded(1)) %",
        ]
    }
}

private func reportsPerSecond(of count: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = processorSeconds()
    try body()
    return Double(count) / (processorSeconds() - start)
}

/// The heart, with an answer to each thing it wants.
private struct HeartRun: ~Copyable {
    private var heart = PartitionHeart(log: BenchPartition.log, partition: 0)
    private let partition: BenchPartition
    private let file: RowsFile
    private var outcomes: Int64 = 0

    init(_ partition: BenchPartition, _ file: RowsFile) {
        self.partition = partition
        self.file = file
    }

    consuming func run() throws {
        let state = PartitionState(log: BenchPartition.log, partition: 0)
        let evidence = Evidence(updates: 0..<Int64(partition.batch.count))
        try perform(heart.take(nil, state, evidence))
        var read = 0
        try partition.batch.forEach { _, record throws(any Error) in
            heart.fold(record)
            read += 1
            if read % 1_000 == 0 { try perform(heart.flush()) }
        }
        try perform(heart.flush())
        try perform(heart.rest())
        precondition(heart.next == partition.batch.count && heart.uncommitted == 0)
    }

    private mutating func perform(_ actions: [Action]) throws {
        for action in actions {
            switch action {
            case .start: break
            case .append(let id, let batch):
                let end = outcomes + Int64(batch.count)
                let offsets = Array(outcomes..<end)
                outcomes = end
                try perform(heart.appended(id, .success(offsets)))
            case .commit(let rows):
                try file.write(rows)
                try perform(heart.committed())
            case .retake, .rebuild, .halt: preconditionFailure("\(action)")
            }
        }
    }
}

/// A file as compute keeps it.
private struct RowsFile {
    private let database: Database
    private let upserts: [Statement]

    init(_ path: String) throws(StoreError) {
        database = try Database(
            path: path,
            Database.Settings(pageCacheKibibytes: 16 * 1024, checkpointPages: 10_000))
        var upserts: [Statement] = []
        for table in Rows.Table.allCases {
            let name = "t\(table.rawValue)"
            try database.execute("CREATE TABLE \(name)(id INTEGER PRIMARY KEY, row BLOB NOT NULL)")
            upserts.append(
                try database.prepare(
                    "INSERT INTO \(name) VALUES(?1, ?2) "
                        + "ON CONFLICT(id) DO UPDATE SET row = excluded.row"))
        }
        self.upserts = upserts
    }

    func write(_ rows: Rows) throws(StoreError) {
        try database.transaction { () throws(StoreError) in
            try rows.forEach { table, id, row throws(StoreError) in
                let upsert = upserts[table.rawValue]
                upsert.bind(1, Int64(id))
                try upsert.run(binding: row, at: 2)
            }
        }
    }
}
