import Glibc
import Support

extension TemporaryDirectory {
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
