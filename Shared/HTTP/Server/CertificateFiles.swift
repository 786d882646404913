internal import Files
internal import Glibc

/// A certificate chain and its key, each in a file, and which version of them was read.
struct CertificateFiles: Sendable {
    private let certificate: String
    private let key: String
    private var stamps: [FileStamp] = []

    init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// Their texts; nil where they are as they were the last time. Throws `unreadable`.
    mutating func readIfChanged() throws(ServerError) -> (certificate: String, key: String)? {
        // Looked at before they are read: what changes meanwhile is read again.
        let stamps = [certificate, key].map { FileStamp($0) }
        guard stamps != self.stamps else { return nil }
        self.stamps = stamps
        return (try Self.text(certificate), try Self.text(key))
    }

    private static func text(_ path: String) throws(ServerError) -> String {
        do throws(FileError) {
            return String(decoding: try SmallFile.contents(path), as: UTF8.self)
        } catch { throw .unreadable(error.description) }
    }
}

/// Tells one version of a file from the next.
struct FileStamp: Equatable {
    private let inode: UInt
    private let size: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// Of a file that may not be there.
    init(_ path: String) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        inode = exists ? status.st_ino : 0
        size = exists ? status.st_size : 0
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
