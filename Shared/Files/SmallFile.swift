internal import Glibc

/// Files of a few lines, read and replaced whole: who reads sees the old file or the new one.
///
///     if let token = try SmallFile.text("peil-data/admin.token") { … }
public enum SmallFile {
    /// The bytes of the file; nil where there is none. Throws `tooLong` above `limit` bytes.
    public static func read(
        _ path: String, limit: Int = .max
    ) throws(FileError) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .refused(path: path, errno: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(file, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .refused(path: path, errno: errno) }
            guard count > 0 else { return bytes }
            bytes += block.prefix(count)
            guard bytes.count <= limit else { throw .tooLong(path: path, limit: limit) }
        }
    }

    /// The bytes of a file that must be there.
    public static func contents(
        _ path: String, limit: Int = .max
    ) throws(FileError) -> [UInt8] {
        guard let bytes = try read(path, limit: limit) else {
            throw .refused(path: path, errno: ENOENT)
        }
        return bytes
    }

    /// The text of the file, without white space around it; nil where there is none.
    public static func text(_ path: String) throws(FileError) -> String? {
        guard let bytes = try read(path) else { return nil }
        let text = Substring(decoding: bytes, as: UTF8.self).drop { $0.isWhitespace }
        let end = text.lastIndex { !$0.isWhitespace }.map(text.index(after:))
        return String(text[..<(end ?? text.startIndex)])
    }

    /// Puts `bytes` in the place of the file at once, readable by its user only.
    public static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        // A left-over that others may read would stay so if it were written over.
        let new = path + ".new"
        _ = unsafe unlink(new)
        let file = unsafe open(new, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .refused(path: new, errno: errno) }
        var rest = bytes[...]
        var code: Int32 = 0
        while code == 0, !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            if count < 0 { code = errno } else { rest = rest.dropFirst(count) }
        }
        if code == 0, fsync(file) != 0 { code = errno }
        close(file)
        if code == 0, unsafe rename(new, path) != 0 { code = errno }
        guard code == 0 else { throw .refused(path: path, errno: code) }
    }

    /// Puts `text` and a line's end in the place of the file.
    public static func replace(_ path: String, with text: String) throws(FileError) {
        try replace(path, with: Array((text + "\n").utf8))
    }
}
