internal import Founding
internal import Messages
internal import Store

/// The board: what outcomes and catalogue say, in tables of one SQLite file. Used by one thread at
/// a time.
///
/// Whoever asks reads the file itself: a page of a list costs a few rows, however many series there
/// are, and a restart costs nothing.
final class BoardFile {
    let database: Database
    private var statements: [SQL: Statement] = [:]

    /// A statement's text. Few are as long as another, so its length is hash enough; the whole text
    /// would cost more than some of them take to run.
    private struct SQL: Hashable {
        let text: String

        func hash(into hasher: inout Hasher) { hasher.combine(text.utf8.count) }
    }

    enum OpeningError: Error {
        case store(StoreError)
        /// The file is a view of another log.
        case foreign(path: String, log: String)
    }

    /// Opens the board of the log of `identity`, or makes it.
    init(path: String, of identity: LogIdentity) throws(OpeningError) {
        do throws(StoreError) {
            database = try Database(
                path: path, Database.Settings(pageCacheKibibytes: 16_384, checkpointPages: 2_000))
            try database.migrate(BoardSchema.versions)
        } catch { throw .store(error) }
        try claim(path, for: identity)
    }

    private func claim(_ path: String, for identity: LogIdentity) throws(OpeningError) {
        let own = Int64(identity.log.number)
        let found: (log: Int64, partitions: Int64)?
        do throws(StoreError) {
            found = try statement("SELECT log, partitions FROM log").first { row in
                (row.integer(0), row.integer(1))
            }
            if found == nil {
                try run("INSERT INTO log VALUES(1, ?1, ?2)") {
                    $0.bind(1, own)
                    $0.bind(2, Int64(identity.partitions))
                }
            }
        } catch { throw .store(error) }
        if let found, found != (own, Int64(identity.partitions)) {
            throw .foreign(path: path, log: LogID(UInt32(truncatingIfNeeded: found.log)).text)
        }
    }

    /// `sql` compiled, once.
    func statement(_ sql: String) throws(StoreError) -> Statement {
        if let statement = statements[SQL(text: sql)] { return statement }
        let statement = try database.prepare(sql)
        statements[SQL(text: sql)] = statement
        return statement
    }

    /// Runs `sql`, which gives no rows, with what `bind` binds.
    func run(_ sql: String, _ bind: (Statement) -> Void) throws(StoreError) {
        let statement = try statement(sql)
        bind(statement)
        try statement.run()
    }

    /// What `make` makes of each row of `sql`.
    func all<Element>(
        _ sql: String, _ bind: (Statement) -> Void,
        _ make: (borrowing Row) throws(StoreError) -> Element
    ) throws(StoreError) -> [Element] {
        let statement = try statement(sql)
        bind(statement)
        var elements: [Element] = []
        try statement.rows { row throws(StoreError) in
            elements.append(try make(row))
            return true
        }
        return elements
    }

    /// What `make` makes of the first row of `sql`; nil without one.
    func first<Element>(
        _ sql: String, _ bind: (Statement) -> Void,
        _ make: (borrowing Row) throws(StoreError) -> Element
    ) throws(StoreError) -> Element? {
        let statement = try statement(sql)
        bind(statement)
        return try statement.first { row throws(StoreError) in try make(row) }
    }
}

extension BoardFile.OpeningError: CustomStringConvertible {
    var description: String {
        switch self {
        case .store(let error): error.description
        case .foreign(let path, let log):
            "\(path) is the board of log \(log), another than this one; "
                + "use another data directory, or move that file away"
        }
    }
}

extension StoreError {
    /// For rows that only this program writes and that yet cannot be read.
    static func unreadableRow(_ error: ValidationError) -> StoreError {
        .corrupt("a row of the board: \(error.message)")
    }
}
