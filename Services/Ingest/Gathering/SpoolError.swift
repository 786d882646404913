internal import Glibc

/// Why rows could not be kept on disk.
enum SpoolError: Error, Hashable, Sendable {
    /// No room: the sender tries again later.
    case diskFull
    /// Anything else, in the system's words.
    case failed(String)

    init(errno: Int32) {
        let reason = unsafe String(cString: strerror(errno))
        self = errno == ENOSPC || errno == EDQUOT ? .diskFull : .failed(reason)
    }
}

extension SpoolError: CustomStringConvertible {
    var description: String {
        switch self {
        case .diskFull: "the disk is full"
        case .failed(let reason): "the data directory cannot be used: \(reason)"
        }
    }
}
