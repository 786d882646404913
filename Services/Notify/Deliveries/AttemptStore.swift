internal import Messages
internal import Store
internal import Time

/// The table of attempts. Used under its log's lock.
final class AttemptStore {
    private let database: Database
    private let add: Statement
    private let prune: Statement
    private let select: Statement
    private let selectTaken: Statement

    /// How many are kept of each subscription.
    static let keptCount: Int64 = 1_000
    private static let columns = "event, number, time, milliseconds, status, error, answer, id"

    init(path: String) throws(StoreError) {
        database = try Self.open(path)
        add = try database.prepare(
            "INSERT INTO attempts VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        prune = try database.prepare(
            """
            DELETE FROM attempts WHERE subscription = ?1 AND id <= (SELECT id FROM attempts
                WHERE subscription = ?1 ORDER BY id DESC LIMIT 1 OFFSET \(Self.keptCount))
            """)
        select = try database.prepare(
            """
            SELECT \(Self.columns) FROM attempts WHERE subscription = ?1 AND event = ?2 ORDER BY id
            """)
        selectTaken = try database.prepare(
            """
            SELECT \(Self.columns) FROM attempts WHERE subscription = ?1 AND id < ?2
                AND status BETWEEN 200 AND 299 ORDER BY id DESC LIMIT ?3
            """)
    }

    /// A damaged file is put aside: what it held was only to look at.
    private static func open(_ path: String) throws(StoreError) -> Database {
        do {
            return try made(path)
        } catch .corrupt {
            _ = try Quarantine.moveAside(path)
            return try made(path)
        }
    }

    private static func made(_ path: String) throws(StoreError) -> Database {
        let database = try Database(path: path, Database.Settings())
        try database.migrate([
            """
            CREATE TABLE attempts(
                id INTEGER PRIMARY KEY, subscription TEXT NOT NULL, event TEXT NOT NULL,
                number INTEGER NOT NULL, time INTEGER NOT NULL, milliseconds INTEGER NOT NULL,
                status INTEGER NOT NULL, error TEXT NOT NULL, answer BLOB NOT NULL);
            CREATE INDEX attempts_of_event ON attempts(subscription, event);
            CREATE INDEX attempts_of_subscription ON attempts(subscription);
            """
        ])
        return database
    }

    func insert(_ entries: [AttemptEntry]) throws(StoreError) {
        try database.transaction { () throws(StoreError) in
            for entry in kept(of: entries) {
                add.bind(1, text: entry.subscription.text)
                add.bind(2, text: entry.event)
                add.bind(3, Int64(entry.number))
                add.bind(4, entry.time.milliseconds)
                add.bind(5, entry.milliseconds)
                add.bind(6, Int64(entry.status ?? 0))
                add.bind(7, text: entry.error ?? "")
                try add.run(binding: entry.answer.span, at: 8)
            }
            for subscription in Set(entries.map(\.subscription)) {
                prune.bind(1, text: subscription.text)
                try prune.run()
            }
        }
    }

    /// Those that are not pruned at once, in their order.
    private func kept(of entries: [AttemptEntry]) -> [AttemptEntry] {
        guard entries.count > Self.keptCount else { return entries }
        var counts: [SubscriptionID: Int64] = [:]
        let newest = entries.reversed().filter { entry in
            counts[entry.subscription, default: 0] += 1
            return counts[entry.subscription] ?? 0 <= Self.keptCount
        }
        return newest.reversed()
    }

    /// All attempts of one event, the oldest first.
    func attempts(
        of event: String, for subscription: SubscriptionID
    ) throws(StoreError) -> [AttemptEntry] {
        select.bind(1, text: subscription.text)
        select.bind(2, text: event)
        return try entries(of: subscription, select).map(\.entry)
    }

    /// The newest that were taken, before the one numbered `before`.
    func taken(
        for subscription: SubscriptionID, before: Int64, limit: Int
    ) throws(StoreError) -> [(entry: AttemptEntry, number: Int64)] {
        selectTaken.bind(1, text: subscription.text)
        selectTaken.bind(2, before)
        selectTaken.bind(3, Int64(limit))
        return try entries(of: subscription, selectTaken)
    }

    private func entries(
        of subscription: SubscriptionID, _ statement: Statement
    ) throws(StoreError) -> [(entry: AttemptEntry, number: Int64)] {
        var found: [(entry: AttemptEntry, number: Int64)] = []
        try statement.rows { row throws(StoreError) in
            let answer = row.bytes(6)
            var bytes: [UInt8] = []
            for index in answer.indices { bytes.append(answer[index]) }
            let (status, error) = (row.integer(4), row.text(5))
            var entry = AttemptEntry(
                subscription: subscription, event: row.text(0), number: Int(row.integer(1)),
                time: Timestamp(milliseconds: row.integer(2)))
            entry.milliseconds = row.integer(3)
            entry.status = status == 0 ? nil : Int(status)
            entry.error = error.isEmpty ? nil : error
            entry.answer = bytes
            found.append((entry, row.integer(7)))
            return true
        }
        return found
    }
}
