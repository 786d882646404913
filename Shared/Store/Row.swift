internal import CSQLite

/// The row a statement stands on; what is read from it is borrowed until the next one.
///
/// Safe: it cannot be kept or copied, so it does not outlive the step that made it.
@safe public struct Row: ~Copyable, ~Escapable {
    private let handle: OpaquePointer

    @_lifetime(immortal)
    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    /// 0 where the column is null.
    public func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(handle, column)
    }

    /// 0 where the column is null.
    public func double(_ column: Int32) -> Double {
        unsafe sqlite3_column_double(handle, column)
    }

    public func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// Empty where the column is null.
    public func text(_ column: Int32) -> String {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return "" }
        let count = unsafe Int(sqlite3_column_bytes(handle, column))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The bytes of a blob or text, without a copy; empty where the column is null.
    @_lifetime(borrow self)
    public func bytes(_ column: Int32) -> Span<UInt8> {
        let start = unsafe sqlite3_column_blob(handle, column)
        let count = unsafe start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))
        let buffer = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return unsafe _overrideLifetime(Span(_unsafeBytes: buffer), borrowing: self)
    }
}
