internal import Glibc

/// Why a file cannot be used.
public enum FileError: Error, Hashable, Sendable {
    /// The system refuses: see that the file and its directory can be read and written.
    case refused(path: String, errno: Int32)
    /// More than `limit` bytes: this is not the file that was meant.
    case tooLong(path: String, limit: Int)
}

extension FileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .refused(let path, _), .tooLong(let path, _): "\(path): \(reason)"
        }
    }

    /// Without the path.
    public var reason: String {
        switch self {
        case .refused(_, let code): unsafe String(cString: strerror(code))
        case .tooLong(_, let limit): "longer than \(limit) bytes"
        }
    }
}
