internal import Glibc

/// Files of a few lines, read and replaced whole.
enum SmallFile {
    /// What the system says when it refuses.
    struct Refusal: Error, CustomStringConvertible {
        let path: String
        let code: Int32

        var description: String { unsafe "\(path): \(String(cString: strerror(code)))" }
    }

    /// The text of the file, without white space around it; nil where there is none.
    static func read(_ path: String) throws(Refusal) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw Refusal(path: path, code: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(file, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Refusal(path: path, code: errno) }
            guard count > 0 else { break }
            bytes += block.prefix(count)
        }
        let text = Substring(decoding: bytes, as: UTF8.self).drop { $0.isWhitespace }
        return String(
            text.prefix(
                upTo: text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex
            ))
    }

    /// Puts `text` and a line's end in the place of the file, readable by its user only: who reads
    /// sees the old file or the new one.
    static func replace(_ path: String, with text: String) throws(Refusal) {
        let new = path + ".new"
        _ = unsafe unlink(new)
        let file = unsafe open(new, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Refusal(path: new, code: errno) }
        var rest = Array((text + "\n").utf8)[...]
        var code: Int32 = 0
        while code == 0, !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
            if count < 0 { code = errno } else { rest = rest.dropFirst(count) }
        }
        if code == 0, fsync(file) != 0 { code = errno }
        close(file)
        if code == 0, unsafe rename(new, path) != 0 { code = errno }
        guard code == 0 else { throw Refusal(path: path, code: code) }
    }
}
