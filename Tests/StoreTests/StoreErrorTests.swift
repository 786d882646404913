import Foundation
import Store
import Support
import Testing

@Suite("StoreError")
struct StoreErrorTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/test.sqlite"
    }

    @Test("is busy for a file that another connection holds, and names it")
    func busy() throws {
        let path = path
        let first = try Database(path: path, Database.Settings())
        #expect(throws: StoreError.busy("\(path) is in use by another process")) {
            _ = try Database(path: path, Database.Settings())
        }
        try first.execute("CREATE TABLE t(a)")
    }

    @Test("is corrupt for a file that is no database")
    func notADatabase() throws {
        try Data(repeating: 0x55, count: 8192).write(to: URL(filePath: path))
        let failure = Failure { () throws(StoreError) in
            _ = try Database(path: path, Database.Settings())
        }
        #expect(failure == .corrupt)
    }

    @Test("is corrupt for a database with damaged pages")
    func damaged() throws {
        do {
            let database = try Database(path: path, Database.Settings(exclusive: false))
            try database.execute("CREATE TABLE t(a)")
            let insert = try database.prepare("INSERT INTO t VALUES(?1)")
            let bytes = [UInt8](repeating: 1, count: 1000)
            for _ in 0..<100 { try insert.run(binding: bytes.span, at: 1) }
        }
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seek(toOffset: 4096)
        try file.write(contentsOf: Data(repeating: 0xff, count: 40_000))
        try file.close()
        let database = try Database(path: path, Database.Settings())
        let failure = Failure { () throws(StoreError) in
            _ = try database.integer("SELECT sum(length(a)) FROM t")
        }
        #expect(failure == .corrupt)
    }

    @Test("is diskFull where nothing fits, and the transaction is undone")
    func diskFull() throws {
        let database = try Database(path: path, Database.Settings())
        try database.execute("CREATE TABLE t(a); PRAGMA max_page_count = 10")
        let insert = try database.prepare("INSERT INTO t VALUES(?1)")
        let bytes = [UInt8](repeating: 1, count: 1000)
        #expect(throws: StoreError.diskFull) {
            try database.transaction { () throws(StoreError) in
                for _ in 0..<1000 { try insert.run(binding: bytes.span, at: 1) }
            }
        }
        #expect(try database.integer("SELECT count(*) FROM t") == 0)
        try database.execute("PRAGMA max_page_count = 100000")
        try insert.run(binding: bytes.span, at: 1)
        #expect(try database.integer("SELECT count(*) FROM t") == 1)
    }

    @Test("is unreadable for a directory that is not there")
    func unreadable() {
        let failure = Failure { () throws(StoreError) in
            _ = try Database(path: directory.path + "/none/x.sqlite", Database.Settings())
        }
        #expect(failure == .unreadable)
    }

    @Test("says what is wrong with SQL in SQLite's words")
    func failed() throws {
        let database = try Database(path: path, Database.Settings())
        do throws(StoreError) {
            try database.execute("SELEC 1")
            Issue.record("SELEC is no SQL")
        } catch {
            #expect(error.description.contains("syntax error"))
        }
    }
}
