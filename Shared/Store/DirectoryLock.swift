internal import Glibc

/// A directory that this process alone uses, for as long as the value lives. The system lets go of
/// it when the process ends, however it ends.
public struct DirectoryLock: ~Copyable, Sendable {
    /// The directory that is held.
    public let path: String
    private let file: Int32

    /// Makes the directory when it is not there. Throws `busy`, naming it, when another holds it.
    public init(_ path: String) throws(StoreError) {
        guard unsafe mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw StoreError(errno: errno, path: path)
        }
        let lock = path + "/lock"
        let file = unsafe open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw StoreError(errno: errno, path: lock) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let cause = errno
            close(file)
            guard cause == EWOULDBLOCK else { throw StoreError(errno: cause, path: lock) }
            throw .busy("the directory \(path) is in use by another process")
        }
        self.path = path
        self.file = file
    }

    deinit {
        // A child that was forked and is not yet at its exec has the file too: closing would leave
        // the lock to it.
        flock(file, LOCK_UN)
        close(file)
    }

    /// The first of `<directory>/<name>-0`, `-1`, … that nobody holds: instances that share one
    /// volume get one each, and a new one finds what its predecessor left.
    public static func firstFree(
        in directory: String, named name: String
    ) throws(StoreError) -> DirectoryLock {
        for number in 0..<slotLimit {
            do {
                return try DirectoryLock("\(directory)/\(name)-\(number)")
            } catch .busy {
                continue
            }
        }
        throw .busy("each of \(slotLimit) directories \(directory)/\(name)-… is in use")
    }

    private static let slotLimit = 1000
}
