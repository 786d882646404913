internal import CSQLite

/// A compiled statement; parameters and columns as SQLite counts them (from 1 and from 0).
///
/// Used by one thread at a time, the one of its database. A bound value stays bound for the next
/// run. Safe: the handle is made by `Database.prepare`, never leaves the module, and is finalized
/// once, in `deinit`.
@safe public final class Statement {
    private let handle: OpaquePointer
    private let path: String

    init(_ handle: OpaquePointer, path: String) {
        unsafe self.handle = handle
        self.path = path
    }

    deinit { unsafe sqlite3_finalize(handle) }

    public func bind(_ parameter: Int32, _ value: Int64) {
        check(unsafe sqlite3_bind_int64(handle, parameter, value))
    }

    public func bind(_ parameter: Int32, _ value: Double) {
        check(unsafe sqlite3_bind_double(handle, parameter, value))
    }

    /// NULL.
    public func bindNull(_ parameter: Int32) {
        check(unsafe sqlite3_bind_null(handle, parameter))
    }

    public func bind(_ parameter: Int32, text: String) {
        var text = text
        check(
            text.withUTF8 { utf8 in
                unsafe utf8.withMemoryRebound(to: CChar.self) { characters in
                    unsafe sqlite3_bind_text64(
                        handle, parameter, characters.baseAddress, UInt64(characters.count),
                        peil_sqlite_transient(), UInt8(SQLITE_UTF8))
                }
            })
    }

    /// Copies the bytes; for short ones, and where a run has several.
    public func bind(_ parameter: Int32, copying bytes: Span<UInt8>) {
        unsafe bind(parameter, bytes, destructor: peil_sqlite_transient())
    }

    /// Runs to the end, passing over rows.
    public func run() throws(StoreError) {
        defer { unsafe sqlite3_reset(handle) }
        while try step() {}
    }

    /// Runs to the end with `bytes` as a blob, which is not copied on its way into the page.
    public func run(binding bytes: Span<UInt8>, at parameter: Int32) throws(StoreError) {
        // No destructor is SQLITE_STATIC: SQLite looks at the bytes while it runs. It is unbound
        // before the borrow ends.
        unsafe bind(parameter, bytes, destructor: nil)
        defer {
            unsafe sqlite3_reset(handle)
            unsafe sqlite3_bind_null(handle, parameter)
        }
        while try step() {}
    }

    /// Hands each row to `body` until it answers false. `body` must not run this statement.
    public func rows(
        _ body: (borrowing Row) throws(StoreError) -> Bool
    ) throws(StoreError) {
        defer { unsafe sqlite3_reset(handle) }
        let row = unsafe Row(handle)
        while try step(), try body(row) {}
    }

    /// What `body` makes of the first row; nil without one.
    public func first<Result>(
        _ body: (borrowing Row) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        defer { unsafe sqlite3_reset(handle) }
        guard try step() else { return nil }
        return try body(unsafe Row(handle))
    }

    private func step() throws(StoreError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            throw unsafe StoreError(code: code, database: sqlite3_db_handle(handle), path: path)
        }
    }

    private func bind(
        _ parameter: Int32, _ bytes: Span<UInt8>, destructor: sqlite3_destructor_type?
    ) {
        // Without an address SQLite would bind NULL, not an empty blob.
        guard !bytes.isEmpty else {
            check(unsafe sqlite3_bind_zeroblob(handle, parameter, 0))
            return
        }
        check(
            unsafe bytes.withUnsafeBufferPointer {
                unsafe sqlite3_bind_blob64(
                    handle, parameter, $0.baseAddress, UInt64($0.count), destructor)
            })
    }

    /// Binding fails only for a parameter that the statement has not, or while it runs.
    private func check(_ code: Int32) {
        precondition(code == SQLITE_OK, "bound to a parameter that is not there (\(code))")
    }
}
