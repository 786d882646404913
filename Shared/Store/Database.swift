internal import CSQLite

/// One connection to a SQLite file, in WAL mode; it closes the file when it goes.
///
///     let database = try Database(path: "state.sqlite", Database.Settings())
///     try database.migrate(["CREATE TABLE series(id INTEGER PRIMARY KEY, state BLOB NOT NULL)"])
///     let upsert = try database.prepare("INSERT OR REPLACE INTO series VALUES(?1, ?2)")
///     try database.transaction { () throws(StoreError) in
///         upsert.bind(1, 7)
///         try upsert.run(binding: state.span, at: 2)
///     }
///
/// Used by one thread at a time. Safe: the handle is made in `init`, never leaves the module, and
/// is closed once, in `deinit`; SQLite itself keeps it until the last statement has gone.
@safe public final class Database {
    private let handle: OpaquePointer
    let path: String

    /// Opens `path`, makes it when it is not there, and takes its lock before it returns.
    public init(path: String, _ settings: Settings) throws(StoreError) {
        _ = Self.isConfigured
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let code = unsafe sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            // SQLite hands out a handle that explains why, also when it could not open.
            defer { unsafe sqlite3_close_v2(handle) }
            throw unsafe StoreError(code: code, database: handle, path: path)
        }
        unsafe self.handle = handle
        self.path = path
        try execute(settings.pragmas)
    }

    /// Before the first is opened.
    private static let isConfigured = peil_sqlite_configure() == SQLITE_OK

    deinit { unsafe sqlite3_close_v2(handle) }

    /// Runs SQL of one or more statements that gives no rows.
    public func execute(_ sql: String) throws(StoreError) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Compiles one statement, to be kept and run often.
    public func prepare(_ sql: String) throws(StoreError) -> Statement {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement = unsafe statement else { throw failure(code) }
        return unsafe Statement(statement, path: path)
    }

    /// The integer that `sql` gives in its first row; nil without a row.
    public func integer(_ sql: String) throws(StoreError) -> Int64? {
        try prepare(sql).first { row in row.integer(0) }
    }

    /// All that `body` does, or nothing of it: undone when it throws or cannot be committed.
    public func transaction<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // SQLite has undone it by itself after some errors: then there is nothing to undo.
            if unsafe sqlite3_get_autocommit(handle) == 0 {
                unsafe sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            }
            throw error
        }
    }

    private func failure(_ code: Int32) -> StoreError {
        unsafe StoreError(code: code, database: handle, path: path)
    }
}
