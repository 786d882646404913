internal import Glibc

/// A file without a name: it is gone when its owner is, also when that is killed.
struct SpoolFile: ~Copyable {
    private let descriptor: Int32
    private(set) var count = 0

    init(directory: String) throws(SpoolError) {
        var name = Array("\(directory)/spool-XXXXXX".utf8CString)
        descriptor = unsafe mkstemp(&name)
        guard descriptor >= 0 else { throw SpoolError(errno: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unsafe unlink(name)
    }

    deinit { close(descriptor) }

    mutating func append(_ bytes: [UInt8]) throws(SpoolError) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.span.extracting(written...)
            let now = unsafe rest.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress, $0.count)
            }
            guard now > 0 || errno == EINTR else { throw SpoolError(errno: errno) }
            written += max(now, 0)
        }
        count += written
    }

    /// The `wanted` bytes from `offset` on.
    func read(at offset: Int, count wanted: Int) throws(SpoolError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: wanted)
        var got = 0
        while got < wanted {
            let now = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(
                    descriptor, $0.baseAddress?.advanced(by: got), wanted - got, offset + got)
            }
            guard now > 0 || (now < 0 && errno == EINTR) else {
                throw now == 0 ? .failed("a file became shorter") : SpoolError(errno: errno)
            }
            got += max(now, 0)
        }
        return bytes
    }
}
