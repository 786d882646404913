internal import Log
internal import Store

/// The reads of a log's file. What it returns owns its bytes.
struct Reading {
    private let from: Statement
    private let last: Statement
    private let first: Statement

    init(_ database: Database) throws(StoreError) {
        let columns = "SELECT place, key, value FROM records"
        from = try database.prepare(
            "\(columns) WHERE place >= ?1 AND place < ?2 ORDER BY place")
        last = try database.prepare(
            "\(columns) WHERE place >= ?1 AND place < ?2 ORDER BY place DESC LIMIT 1")
        first = try database.prepare(
            "SELECT place FROM records WHERE place >= ?1 AND place < ?2 ORDER BY place LIMIT 1")
    }

    /// The records with these offsets: at most `limit`, and no more after `limitBytes`.
    func records(
        at offsets: Range<Int64>, of partition: Partition, limit: Int, limitBytes: Int
    ) throws(StoreError) -> Segment {
        bind(from, Place.range(of: partition, offsets))
        var segment = Segment()
        try from.rows { row in
            segment.add(
                offset: Place.offset(of: row.integer(0)), key: row.bytes(1), value: row.bytes(2))
            return segment.count < limit && segment.byteCount < limitBytes
        }
        return segment
    }

    func record(at offset: Int64, of partition: Partition) throws(StoreError) -> StoredRecord? {
        bind(from, Place.range(of: partition, offset..<offset + 1))
        return try from.first { row in Self.stored(row) }
    }

    func lastRecord(of partition: Partition) throws(StoreError) -> StoredRecord? {
        bind(last, Place.range(of: partition))
        return try last.first { row in Self.stored(row) }
    }

    func firstOffset(of partition: Partition) throws(StoreError) -> Int64? {
        bind(first, Place.range(of: partition))
        return try first.first { row in Place.offset(of: row.integer(0)) }
    }

    private func bind(_ statement: Statement, _ places: Range<Int64>) {
        statement.bind(1, places.lowerBound)
        statement.bind(2, places.upperBound)
    }

    private static func stored(_ row: borrowing Row) -> StoredRecord {
        StoredRecord(
            offset: Place.offset(of: row.integer(0)), key: row.bytes(1).copied,
            value: row.bytes(2).copied)
    }
}
