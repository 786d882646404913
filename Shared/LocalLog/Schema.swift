internal import Log
internal import Store

/// The tables of a log's file.
enum Schema {
    /// "Peil": stands in the file's header, so that a file of another program is known as such.
    private static let applicationID = 0x5065_696c

    private static let versions = [
        """
        PRAGMA application_id = \(applicationID);
        CREATE TABLE log(partitions INTEGER NOT NULL);
        CREATE TABLE records(
            place INTEGER PRIMARY KEY,   -- Place.swift
            appended INTEGER NOT NULL,   -- milliseconds since 1970
            key BLOB NOT NULL,
            value BLOB NOT NULL);
        -- One past the last offset of the partition that begins at place.
        CREATE TABLE ends(place INTEGER PRIMARY KEY, next INTEGER NOT NULL);
        -- Of compacted topics: where the last record of a key stands.
        CREATE TABLE latest(
            partition INTEGER NOT NULL,  -- the place where it begins
            key BLOB NOT NULL,
            place INTEGER NOT NULL,
            PRIMARY KEY(partition, key)) WITHOUT ROWID;
        """,
        """
        -- Where the log goes on, in words; NULL as long as it goes on here.
        ALTER TABLE log ADD COLUMN successor TEXT;
        """,
    ]

    /// Opens the log at `path`, or makes it; the number of partitions is that of its making.
    static func open(_ path: String, partitions: Int32) throws(StoreError) -> Database {
        let settings = Database.Settings(
            synchronous: .full, pageCacheKibibytes: 4_096, checkpointPages: 4000)
        let database = try Database(path: path, settings)
        let found = try database.integer("PRAGMA application_id") ?? 0
        if found != Int64(applicationID) {
            let tables = try database.integer("SELECT count(*) FROM sqlite_schema") ?? 0
            guard found == 0, tables == 0 else {
                throw .unreadable("\(path) is a file of another program: use another directory")
            }
        }
        try database.migrate(versions)
        try database.execute(
            "INSERT INTO log(partitions) SELECT \(partitions) WHERE NOT EXISTS (SELECT 1 FROM log)")
        let made = try database.integer("SELECT partitions FROM log") ?? 0
        guard made == Int64(partitions) else {
            throw .unreadable(
                "\(path) was made with \(made) partitions, not \(partitions): "
                    + "set the number back, it cannot change")
        }
        return database
    }

    /// One past the last offset of each partition.
    static func ends(
        in database: Database, _ numbering: Numbering
    ) throws(StoreError) -> [Int64] {
        var ends = Array(repeating: Int64(0), count: numbering.count)
        for index in ends.indices {
            let place = Place.range(of: numbering.partition(at: index)).lowerBound
            ends[index] =
                try database.integer("SELECT next FROM ends WHERE place = \(place)") ?? 0
        }
        return ends
    }
}
