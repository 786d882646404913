import Foundation
import Store
import Support
import Testing

@Suite("Directories and damaged files")
struct DirectoryTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("a directory is held by one, until it lets go")
    func heldByOne() throws {
        let path = directory.path + "/data"
        do {
            let lock = try DirectoryLock(path)
            #expect(lock.path == path)
            #expect(
                throws: StoreError.busy("the directory \(path) is in use by another process")
            ) {
                _ = try DirectoryLock(path)
            }
        }
        _ = try DirectoryLock(path)
    }

    @Test("the first free slot is taken, and a freed one is found again")
    func slots() throws {
        func take() throws -> DirectoryLock {
            try DirectoryLock.firstFree(in: directory.path, named: "compute")
        }
        let (first, second) = (Holder(try take()), Holder(try take()))
        let third = Holder(try take())
        #expect(
            [first, second, third].map(\.path) == (0..<3).map { "\(directory.path)/compute-\($0)" })
        second.letGo()
        #expect(Holder(try take()).path == directory.path + "/compute-1")
    }

    @Test("a directory is free at once, also while a child that is being started has its file")
    func forked() throws {
        let path = directory.path + "/data"
        let copy = try {
            let lock = try DirectoryLock(path)
            return try duplicate(of: lock.path + "/lock")
        }()
        defer { close(copy) }
        _ = try DirectoryLock(path)
    }

    /// Another descriptor of a file that this process has open, as a fork makes.
    private func duplicate(of path: String) throws -> Int32 {
        let folder = "/proc/self/fd"
        let descriptor = try FileManager.default.contentsOfDirectory(atPath: folder).first {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path
        }
        let copy = dup(try #require(descriptor.flatMap { Int32($0) }))
        try #require(copy >= 0)
        return copy
    }

    @Test("a lock in a directory that cannot be made is unreadable")
    func noParent() {
        let failure = Failure { () throws(StoreError) in
            _ = try DirectoryLock(directory.path + "/none/data")
        }
        #expect(failure == .unreadable)
    }

    @Test("a damaged file goes aside under a name of its own, with its WAL")
    func quarantine() throws {
        let path = directory.path + "/state.sqlite"
        for number in 1...3 {
            try Data("damaged".utf8).write(to: URL(filePath: path))
            try Data("wal".utf8).write(to: URL(filePath: path + "-wal"))
            let aside = try Quarantine.moveAside(path)
            #expect(aside == "\(path).damaged-\(number)")
            #expect(try Data(contentsOf: URL(filePath: aside)) == Data("damaged".utf8))
            #expect(try Data(contentsOf: URL(filePath: aside + "-wal")) == Data("wal".utf8))
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        }
    }
}

/// A lock that can be let go while others stay.
private final class Holder {
    let path: String
    private var lock: DirectoryLock?

    init(_ lock: consuming DirectoryLock) {
        path = lock.path
        self.lock = consume lock
    }

    func letGo() { lock = nil }
}
