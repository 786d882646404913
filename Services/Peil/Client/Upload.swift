internal import Crypto
internal import Glibc
internal import HTTP
internal import Synchronization

/// A file that is sent: read piece by piece, as often as it takes.
///
/// What cannot be read twice, such as a pipe, is copied to a file without a name first.
final class Upload: Sendable {
    /// What the user called it; `-` is the standard input.
    let path: String
    let byteCount: Int
    private let file: Int32

    init(_ path: String) throws(Failure) {
        self.path = path
        let opened = unsafe path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw Self.unreadable(path) }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0 else { throw Self.unreadable(path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: (file, byteCount) = (opened, status.st_size)
        case S_IFDIR:
            close(opened)
            throw .refused("\(path) is a directory", advice: "name the files in it")
        default:
            defer { close(opened) }
            (file, byteCount) = try Self.copy(opened, path)
        }
    }

    deinit { close(file) }

    /// The first bytes, to look into.
    func beginning(byteCount: Int = 4096) -> [UInt8] { read(byteCount, at: 0) ?? [] }

    /// The whole file as a request's body; `onRead` is told how far it is.
    func source(onRead: @escaping @Sendable (Int) -> Void = { _ in }) -> BodySource {
        let position = Mutex(0)
        return BodySource(byteCount: byteCount) { [self] limit in
            position.withLock { position in
                guard let bytes = read(limit, at: position), !bytes.isEmpty else { return nil }
                position += bytes.count
                onRead(position)
                return bytes
            }
        }
    }

    /// Stands for the contents: the same for the same bytes, under whatever name. An HMAC with a
    /// key that all know, for it can be fed piece by piece.
    func fingerprint() throws(Failure) -> String {
        var code = HMAC(key: Array("peil-figures".utf8).span)
        var position = 0
        while position < byteCount {
            guard let bytes = read(1 << 20, at: position), !bytes.isEmpty else {
                throw Self.unreadable(path)
            }
            code.update(bytes.span)
            position += bytes.count
        }
        return code.finish().hex
    }

    /// Nil when the system refuses; empty at the end.
    private func read(_ limit: Int, at position: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = -1
        repeat {
            count = unsafe pread(file, &bytes, limit, position)
        } while count < 0 && errno == EINTR
        guard count >= 0 else { return nil }
        bytes.removeLast(limit - count)
        return bytes
    }

    private static func copy(
        _ input: Int32, _ path: String
    ) throws(Failure) -> (file: Int32, byteCount: Int) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        let file = unsafe open(folder, O_TMPFILE_RDWR, 0o600)
        guard file >= 0 else { throw unreadable(folder) }
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        var total = 0
        while true {
            let count = unsafe Glibc.read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            if count == 0 { return (file, total) }
            var written = 0
            while written < count {
                let more = unsafe buffer[written..<count].withUnsafeBytes {
                    unsafe write(file, $0.baseAddress, $0.count)
                }
                guard more > 0 else { throw unreadable(folder) }
                written += more
            }
            total += count
        }
    }

    /// `O_TMPFILE | O_RDWR | O_CLOEXEC`; the first is a macro of parts, which Swift does not see.
    private static let O_TMPFILE_RDWR = O_DIRECTORY | 0o20_000_000 | O_RDWR | O_CLOEXEC

    private static func unreadable(_ path: String) -> Failure {
        let reason = unsafe String(cString: strerror(errno))
        return .refused("\(path): \(reason)", advice: "see that it is there and can be read")
    }
}
