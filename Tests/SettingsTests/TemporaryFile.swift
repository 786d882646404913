internal import Glibc

/// A file that lives as long as its owner.
struct TemporaryFile: ~Copyable {
    let path: String

    init(_ contents: String) {
        var template = Array("/tmp/peil-settings-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&template)
        precondition(file >= 0, "a temporary file")
        path = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let bytes = Array(contents.utf8)
        let written = unsafe write(file, bytes, bytes.count)
        precondition(written == bytes.count, "a temporary file's contents")
        close(file)
    }

    deinit { unsafe unlink(path) }
}
