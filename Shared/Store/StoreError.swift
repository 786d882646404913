internal import CSQLite
internal import Glibc

/// What a store cannot do, and what the caller does next.
public enum StoreError: Error, Hashable, Sendable {
    /// Another process, or another connection, holds it. Do not start; a person stops the other or
    /// names another directory.
    case busy(String)
    /// The file is damaged, or is no database. `Quarantine.moveAside` it and build it again.
    case corrupt(String)
    /// No room: the transaction was undone as a whole. Wait and try again.
    case diskFull
    /// It cannot be opened, or not written: no such directory, no permission, made by a later
    /// version of the program. Do not start; a person must look.
    case unreadable(String)
    /// Anything else, in SQLite's or the system's words. The transaction was undone; a caller that
    /// sees it again and again stops.
    case failed(String)
}

extension StoreError {
    /// `code` as `database` explains it; nil when none could be opened.
    ///
    /// Source: https://www.sqlite.org/rescode.html
    init(code: Int32, database: OpaquePointer?, path: String) {
        let words = unsafe database == nil ? sqlite3_errstr(code) : sqlite3_errmsg(database)
        let cause = unsafe words.map { unsafe String(cString: $0) } ?? "no reason given"
        let system = unsafe database == nil ? 0 : sqlite3_system_errno(database)
        // The primary code is the low byte of an extended one.
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy("\(path) is in use by another process")
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: self = .corrupt("\(path): \(cause)")
        case SQLITE_FULL: self = .diskFull
        // A quota is told as an error of input and output.
        case SQLITE_IOERR where system == ENOSPC || system == EDQUOT: self = .diskFull
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY:
            self = .unreadable("\(path): \(cause)")
        default: self = .failed("\(path): \(cause) (SQLite's code \(code))")
        }
    }

    /// `errno` of a call that made, opened or moved `path`.
    init(errno: Int32, path: String) {
        let cause = unsafe "\(path): \(String(cString: strerror(errno)))"
        switch errno {
        case ENOSPC, EDQUOT: self = .diskFull
        case ENOENT, ENOTDIR, EACCES, EPERM, EROFS: self = .unreadable(cause)
        default: self = .failed(cause)
        }
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .busy(let cause): "\(cause); stop it, or use another directory"
        case .corrupt(let cause): "damaged, or not a database: \(cause)"
        case .diskFull: "the disk is full; free room and it goes on"
        case .unreadable(let cause): "cannot be opened: \(cause)"
        case .failed(let cause): cause
        }
    }
}
