import Glibc

/// A directory that goes when its owner does.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/peil-http-XXXXXX".utf8CString)
        _ = unsafe mkdtemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        guard let directory = unsafe opendir(path) else { return }
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            unsafe unlink(path + "/" + name)
        }
        unsafe closedir(directory)
        unsafe rmdir(path)
    }

    func write(_ name: String, _ text: String) {
        guard let file = unsafe fopen(path + "/" + name, "w") else { return }
        unsafe fputs(text, file)
        unsafe fclose(file)
    }

    func read(_ name: String) -> String {
        guard let file = unsafe fopen(path + "/" + name, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    func mode(_ name: String) -> UInt32 {
        var status = stat()
        unsafe stat(path + "/" + name, &status)
        return status.st_mode & 0o777
    }
}

/// Whether `condition` comes true within 10 s; looks every 10 ms.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<1_000 {
        if try condition() { return true }
        usleep(10_000)
    }
    return false
}
