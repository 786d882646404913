internal import Glibc

/// Whole small files.
enum FileBytes {
    /// nil where there is no such file.
    static func read(_ path: String) throws(TokensError) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .file(path: path, errno: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(file, &block, block.count)
            guard count >= 0 else { throw .file(path: path, errno: errno) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: block.prefix(count))
        }
    }

    /// Puts `bytes` in the place of the file at once, readable by its user only.
    static func replace(_ path: String, with bytes: [UInt8]) throws(TokensError) {
        let new = path + ".new"
        let file = unsafe open(new, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .file(path: new, errno: errno) }
        var rest = bytes[...]
        var code: Int32 = 0
        while code == 0, !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            if count < 0 { code = errno } else { rest = rest.dropFirst(count) }
        }
        if code == 0, fsync(file) != 0 { code = errno }
        close(file)
        if code == 0, unsafe rename(new, path) != 0 { code = errno }
        guard code == 0 else { throw .file(path: path, errno: code) }
    }
}
