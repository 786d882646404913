internal import Log
internal import Messages
internal import Store
internal import Time

/// How far one partition is read.
struct BoardPosition: Hashable, Sendable {
    /// The offset of the next record.
    var next: Int64 = 0
    /// The CRC-32C of the record before it.
    var witness: UInt32 = 0
    /// The highest handled; nil before the first.
    var highest: OutcomePosition?
    /// The latest time of its events so far.
    var time = Timestamp(milliseconds: .min)
}

/// A place in a partition of outcomes to begin to read from, and what stands before it.
struct Waymark: Hashable, Sendable {
    var next: Int64
    var highest: OutcomePosition
}

extension BoardFile {
    /// A waymark stands after so many records.
    static let waymarkInterval: Int64 = 256

    func positions() throws(StoreError) -> [Partition: BoardPosition] {
        let rows = try all(
            "SELECT topic, partition, next, witness, cause, nth, time FROM position", { _ in }
        ) { row throws(StoreError) in
            guard let topic = Topic(rawValue: row.text(0)) else {
                throw .corrupt("a row of the board: position of \(row.text(0))")
            }
            let cause = row.integer(4)
            let position = BoardPosition(
                next: row.integer(2), witness: UInt32(truncatingIfNeeded: row.integer(3)),
                highest: cause < 0
                    ? nil : OutcomePosition(offset: cause, index: Int(row.integer(5))),
                time: Timestamp(milliseconds: row.integer(6)))
            return (Partition(topic, Int32(row.integer(1))), position)
        }
        return Dictionary(rows) { one, _ in one }
    }

    func set(_ position: BoardPosition, of partition: Partition) throws(StoreError) {
        try run("INSERT OR REPLACE INTO position VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)") {
            $0.bind(1, text: partition.topic.rawValue)
            $0.bind(2, Int64(partition.number))
            $0.bind(3, position.next)
            $0.bind(4, Int64(position.witness))
            $0.bind(5, position.highest?.offset ?? -1)
            $0.bind(6, Int64(position.highest?.index ?? 0))
            $0.bind(7, position.time.milliseconds)
        }
    }

    /// Keeps `position`, of a partition of outcomes, as a place to begin from.
    func addWaymark(_ position: BoardPosition, of partition: Int32) throws(StoreError) {
        guard let highest = position.highest else { return }
        try run("INSERT OR REPLACE INTO waymark VALUES(?1, ?2, ?3, ?4, ?5)") {
            $0.bind(1, Int64(partition))
            $0.bind(2, position.next)
            $0.bind(3, highest.offset)
            $0.bind(4, Int64(highest.index))
            $0.bind(5, position.time.milliseconds)
        }
    }

    /// The last place before which nothing above `position` stands; nil: begin at the beginning.
    func waymark(notAbove position: OutcomePosition, of partition: Int32) throws(StoreError)
        -> Waymark?
    {
        try first(
            """
            SELECT next, cause, nth FROM waymark
            WHERE partition = ?1 AND (cause < ?2 OR (cause = ?2 AND nth <= ?3))
            ORDER BY next DESC LIMIT 1
            """,
            {
                $0.bind(1, Int64(partition))
                $0.bind(2, position.offset)
                $0.bind(3, Int64(position.index))
            }, Self.waymark)
    }

    /// The last place before which everything is older than `time`.
    func waymark(before time: Timestamp, of partition: Int32) throws(StoreError) -> Waymark? {
        try first(
            """
            SELECT next, cause, nth FROM waymark
            WHERE partition = ?1 AND time < ?2 ORDER BY next DESC LIMIT 1
            """,
            {
                $0.bind(1, Int64(partition))
                $0.bind(2, time.milliseconds)
            }, Self.waymark)
    }

    private static func waymark(_ row: borrowing Row) -> Waymark {
        Waymark(
            next: row.integer(0),
            highest: OutcomePosition(offset: row.integer(1), index: Int(row.integer(2))))
    }
}
