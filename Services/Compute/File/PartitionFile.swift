internal import Log
internal import Messages
public import Store

/// The file of one partition: what was committed of its state, and how far that is.
///
/// One transaction a commit, so the file is always the state after some record. Used by one thread.
public final class PartitionFile {
    /// What is wrong with a file that can be opened.
    enum Fault: Error {
        /// Damaged, or another partition's: to be moved aside.
        case damaged(String)
        case store(StoreError)
    }

    let path: String
    private let database: Database
    private var upserts: [Rows.Table: Statement] = [:]

    private static let settings = Database.Settings(
        pageCacheKibibytes: 16 * 1024, checkpointPages: 10_000)
    private static let schema = Rows.Table.allCases.map {
        "CREATE TABLE \($0.name)(id INTEGER PRIMARY KEY, row BLOB NOT NULL);"
    }.joined()

    static func path(in directory: String, partition: Int32) -> String {
        "\(directory)/partition-\(partition).sqlite"
    }

    /// Opens the file, or makes it.
    public init(path: String) throws(StoreError) {
        self.path = path
        database = try Database(path: path, Self.settings)
        try database.migrate([Self.schema])
        for table in Rows.Table.allCases {
            // Overwrites in place, where ON CONFLICT would read the row first.
            upserts[table] = try database.prepare(
                "REPLACE INTO \(table.name) VALUES(?1, ?2)")
        }
    }

    /// Writes all rows or none. Throws `diskFull` when there is no room: nothing was changed.
    public func write(_ rows: Rows) throws(StoreError) {
        try database.transaction { () throws(StoreError) in
            try rows.forEach { table, id, row throws(StoreError) in
                guard let upsert = upserts[table] else { return }
                upsert.bind(1, Int64(id))
                try upsert.run(binding: row, at: 2)
            }
        }
    }

    /// How far the file is; nil when nothing was ever committed.
    func checkpoint() throws(Fault) -> Checkpoint? {
        var checkpoint: Checkpoint?
        try forEachRow(of: .checkpoint) { _, row throws(RowFault) in
            checkpoint = try Checkpoint(row: row)
        }
        return checkpoint
    }

    /// What was committed of a partition of this log.
    func load(_ log: LogID, partition: Int32) throws(Fault) -> PartitionState {
        var state = PartitionState(log: log, partition: partition)
        for table in Rows.Table.allCases {
            try forEachRow(of: table) { id, row throws(RowFault) in
                try state.load(table, id, row)
            }
        }
        return state
    }

    func forEachRow(
        of table: Rows.Table, _ body: (Int, Span<UInt8>) throws(RowFault) -> Void
    ) throws(Fault) {
        var fault: RowFault?
        do throws(StoreError) {
            let select = try database.prepare("SELECT id, row FROM \(table.name) ORDER BY id")
            try select.rows { row in
                do throws(RowFault) {
                    try body(Int(row.integer(0)), row.bytes(1))
                    return true
                } catch {
                    fault = error
                    return false
                }
            }
        } catch .corrupt(let cause) {
            throw .damaged(cause)
        } catch {
            throw .store(error)
        }
        if fault != nil { throw .damaged("\(path): a row of \(table.name) is not as written") }
    }
}

extension Rows.Table {
    fileprivate var name: String {
        switch self {
        case .checkpoint: "checkpoint"
        case .provenance: "provenance"
        case .indicator: "indicator"
        case .target: "target"
        case .name: "name"
        case .releases: "releases"
        case .standings: "standings"
        }
    }
}
