import Foundation
import Support
import Testing

@testable import Files

@Suite("Small files") struct SmallFileTests {
    private let directory: TemporaryDirectory
    private var path: String { directory.path + "/file" }

    init() throws { directory = try TemporaryDirectory() }

    @Test("What was put there is read; what is not there is nil")
    func reading() throws {
        #expect(try SmallFile.read(path) == nil)
        #expect(try SmallFile.text(path) == nil)
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        try SmallFile.replace(path, with: bytes)
        #expect(try SmallFile.read(path) == bytes)
        try SmallFile.replace(path, with: "a token")
        #expect(try SmallFile.read(path) == Array("a token\n".utf8))
        #expect(try SmallFile.text(path) == "a token")
        try SmallFile.replace(path, with: " \n")
        #expect(try SmallFile.text(path) == "")
    }

    @Test("It is its user's alone, whatever an earlier attempt left")
    func permissions() throws {
        let left = FileManager.default.createFile(
            atPath: path + ".new", contents: Data("half".utf8),
            attributes: [.posixPermissions: 0o666])
        #expect(left)
        try SmallFile.replace(path, with: "a secret")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(!FileManager.default.fileExists(atPath: path + ".new"))
    }

    @Test("What is longer than it may be, or refused, is told with its path")
    func errors() throws {
        try SmallFile.replace(path, with: [1, 2, 3])
        #expect(try SmallFile.read(path, limit: 3) == [1, 2, 3])
        #expect(throws: FileError.tooLong(path: path, limit: 2)) {
            try SmallFile.read(path, limit: 2)
        }
        #expect(try SmallFile.contents(path, limit: 3) == [1, 2, 3])
        #expect(throws: FileError.refused(path: path + "s", errno: ENOENT)) {
            try SmallFile.contents(path + "s")
        }
        #expect(throws: FileError.refused(path: directory.path, errno: EISDIR)) {
            try SmallFile.read(directory.path)
        }
        #expect(throws: FileError.refused(path: path + "/in/a/file.new", errno: ENOTDIR)) {
            try SmallFile.replace(path + "/in/a/file", with: "")
        }
        #expect("\(FileError.tooLong(path: "x", limit: 2))" == "x: longer than 2 bytes")
        #expect(
            "\(FileError.refused(path: "x", errno: EISDIR))" == "x: Is a directory")
    }
}
