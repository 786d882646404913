import Foundation
import Glibc
import Testing

/// A file system of its own, of a few mebibytes, for as long as the value lives.
///
///     let disk = try #require(SmallDisk(at: directory.path + "/data", mebibytes: 4))
///     defer { withExtendedLifetime(disk) {} }
///     try disk.fill()
public final class SmallDisk {
    private let path: String

    /// Nil where this user may not mount one.
    public init?(at path: String, mebibytes: Int) {
        self.path = path
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(mebibytes)m") == 0 else { return nil }
    }

    deinit { unsafe umount2(path, Int32(MNT_DETACH)) }

    public static let isPossible: Bool = {
        guard let directory = try? TemporaryDirectory() else { return false }
        return SmallDisk(at: directory.path + "/disk", mebibytes: 1) != nil
    }()

    /// Takes all room that is left.
    public func fill() throws {
        let file = unsafe open(path + "/filler", O_CREAT | O_WRONLY, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        let block = [UInt8](repeating: 0, count: 4096)
        while unsafe write(file, block, block.count) > 0 {}
        try #require(errno == ENOSPC)
    }

    public func free() throws { try FileManager.default.removeItem(atPath: path + "/filler") }
}
