import Store
import Support
import Testing

@Suite("Database")
struct DatabaseTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/test.sqlite"
    }

    @Test("gives back what was bound: integers, doubles, text, blobs, empty ones too")
    func values() throws {
        let database = try Database(path: path, Database.Settings())
        try database.execute("CREATE TABLE t(a, b, c, d, e)")
        let insert = try database.prepare("INSERT INTO t VALUES(?1, ?2, ?3, ?4, ?5)")
        insert.bind(1, Int64.min)
        insert.bind(2, 0.1)
        insert.bind(3, text: "naïef\0")
        insert.bind(4, copying: [0, 255].span)
        let none: [UInt8] = []
        try insert.run(binding: none.span, at: 5)
        let select = try database.prepare("SELECT a, b, c, d, e, NULL, length(e) FROM t")
        let seen: Void? = try select.first { row in
            #expect(row.integer(0) == .min)
            #expect(row.double(1) == 0.1)
            #expect(row.text(2) == "naïef\0")
            let (last, none) = (row.bytes(3)[1], row.bytes(4).isEmpty)
            #expect(last == 255)
            #expect(none && !row.isNull(4) && row.integer(6) == 0)
            #expect(row.isNull(5) && row.text(5) == "" && row.integer(5) == 0)
        }
        #expect(seen != nil)
    }

    @Test("unbinds a borrowed blob when its run is over")
    func unbinds() throws {
        let database = try Database(path: path, Database.Settings())
        try database.execute("CREATE TABLE t(a)")
        let insert = try database.prepare("INSERT INTO t VALUES(?1)")
        try insert.run(binding: [1, 2, 3].span, at: 1)
        try insert.run()
        #expect(try database.integer("SELECT count(*) FROM t WHERE a IS NULL") == 1)
    }

    @Test("hands over rows until it is told to stop, and can be run again")
    func rows() throws {
        let database = try Database(path: path, Database.Settings())
        try database.execute(
            "CREATE TABLE t(a INTEGER PRIMARY KEY); INSERT INTO t VALUES(1), (2), (3)")
        let select = try database.prepare("SELECT a FROM t WHERE a >= ?1 ORDER BY a")
        for (start, limit, expected) in [(1, 2, [1, 2]), (2, 9, [2, 3]), (4, 9, [])] {
            var seen: [Int] = []
            select.bind(1, Int64(start))
            try select.rows { row in
                seen.append(Int(row.integer(0)))
                return seen.count < limit
            }
            #expect(seen == expected)
        }
    }

    @Test("undoes a transaction that throws, as a whole")
    func undoes() throws {
        let database = try Database(path: path, Database.Settings())
        try database.execute("CREATE TABLE t(a)")
        #expect(throws: StoreError.failed("no")) {
            try database.transaction { () throws(StoreError) in
                try database.execute("INSERT INTO t VALUES(1)")
                throw .failed("no")
            }
        }
        #expect(try database.integer("SELECT count(*) FROM t") == 0)
        try database.transaction { () throws(StoreError) in
            try database.execute("INSERT INTO t VALUES(1)")
        }
        #expect(try database.integer("SELECT count(*) FROM t") == 1)
    }

    @Test("brings a file to the newest version, once, and refuses a later one")
    func migrates() throws {
        let versions = ["CREATE TABLE t(a)", "INSERT INTO t VALUES(1)", "INSERT INTO t VALUES(2)"]
        do {
            let database = try Database(path: path, Database.Settings())
            try database.migrate(Array(versions.prefix(2)))
            #expect(try database.integer("SELECT count(*) FROM t") == 1)
        }
        let database = try Database(path: path, Database.Settings())
        try database.migrate(versions)
        try database.migrate(versions)
        #expect(try database.integer("SELECT count(*) FROM t") == 2)
        #expect(throws: StoreError.self) { try database.migrate(Array(versions.prefix(2))) }
    }

    @Test("leaves nothing of a version whose script fails")
    func migratesWhollyOrNot() throws {
        let database = try Database(path: path, Database.Settings())
        #expect(throws: StoreError.self) {
            try database.migrate(["CREATE TABLE t(a); INSERT INTO nowhere VALUES(1)"])
        }
        #expect(try database.integer("PRAGMA user_version") == 0)
        #expect(try database.integer("SELECT count(*) FROM sqlite_schema") == 0)
    }

    @Test("opens as the settings say", arguments: [true, false])
    func settings(exclusive: Bool) throws {
        let settings = Database.Settings(
            synchronous: exclusive ? .full : .normal, pageCacheKibibytes: 1234,
            checkpointPages: 77, exclusive: exclusive)
        let database = try Database(path: path, settings)
        #expect(try database.integer("PRAGMA synchronous") == (exclusive ? 2 : 1))
        #expect(try database.integer("PRAGMA cache_size") == -1234)
        #expect(try database.integer("PRAGMA wal_autocheckpoint") == 77)
        let mode = try database.prepare("PRAGMA journal_mode").first { row in row.text(0) }
        #expect(mode == "wal")
    }
}
