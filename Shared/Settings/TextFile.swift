internal import Glibc

/// A small file, read whole.
enum TextFile {
    /// The bytes of the file at `path`, `limit` at most.
    static func read(_ path: String, limit: Int) throws(Unreadable) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .current }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .current }
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= limit else {
                throw Unreadable(reason: "longer than \(limit) bytes")
            }
        }
    }

    struct Unreadable: Error {
        let reason: String

        fileprivate static var current: Unreadable {
            let code = errno
            var text = [CChar](repeating: 0, count: 256)
            unsafe strerror_r(code, &text, text.count)
            let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            return Unreadable(reason: String(decoding: bytes, as: UTF8.self))
        }
    }
}
