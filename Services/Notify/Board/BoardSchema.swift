/// The board's tables. All of it can be made again from the log.
enum BoardSchema {
    /// The n-th makes version n of version n - 1.
    static let versions = [first, second, third]

    private static let first = """
        CREATE TABLE log(
            id INTEGER PRIMARY KEY CHECK (id = 1), log INTEGER NOT NULL,
            partitions INTEGER NOT NULL);

        -- How far each partition is read. next: the offset of the next record; witness: the CRC of
        -- the record before it; cause, nth: the highest handled; time: the latest of its events.
        CREATE TABLE position(
            topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
            witness INTEGER NOT NULL, cause INTEGER NOT NULL, nth INTEGER NOT NULL,
            time INTEGER NOT NULL, PRIMARY KEY (topic, partition)) WITHOUT ROWID;

        -- Some of the earlier rows of position for outcomes: where to begin to read after a cursor.
        CREATE TABLE waymark(
            partition INTEGER NOT NULL, next INTEGER NOT NULL, cause INTEGER NOT NULL,
            nth INTEGER NOT NULL, time INTEGER NOT NULL,
            PRIMARY KEY (partition, next)) WITHOUT ROWID;

        CREATE TABLE indicator(
            code TEXT PRIMARY KEY, document BLOB NOT NULL) WITHOUT ROWID;

        -- area: * for each; overrides: empty for none.
        CREATE TABLE target(
            id TEXT PRIMARY KEY, indicator TEXT NOT NULL, version INTEGER NOT NULL,
            area TEXT NOT NULL, overrides TEXT NOT NULL, document BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX target_by_indicator ON target(indicator, id);
        CREATE INDEX target_by_overridden ON target(overrides) WHERE overrides <> '';

        CREATE TABLE series(
            id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, area TEXT NOT NULL,
            unit TEXT NOT NULL, latest_frequency TEXT, latest_ordinal INTEGER,
            previous_frequency TEXT, previous_ordinal INTEGER, previous_value REAL, change REAL);
        CREATE INDEX series_by_area ON series(area, text);

        -- Every figure that was ever released, but for those that repeat the one before. In force
        -- is, of one series and period, the last by release and arrival. arrival: the offset of
        -- the report, or -1 of one that repeated the one before it until another came between.
        CREATE TABLE vintage(
            series INTEGER NOT NULL, frequency TEXT NOT NULL, ordinal INTEGER NOT NULL,
            released INTEGER NOT NULL, arrival INTEGER NOT NULL, value REAL,
            status INTEGER NOT NULL, confidentiality INTEGER NOT NULL, source TEXT NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (series, frequency, ordinal, released, arrival)) WITHOUT ROWID;

        -- One row a target and series; series is empty for a target that no series matches yet.
        -- By which version of the target it was assessed: one that is narrower says nothing of
        -- the series it has left, and rows of an older version do not count.
        CREATE TABLE progress(
            target TEXT NOT NULL, series TEXT NOT NULL, version INTEGER NOT NULL,
            category TEXT NOT NULL, overdue INTEGER NOT NULL, assessment BLOB NOT NULL,
            PRIMARY KEY (target, series)) WITHOUT ROWID;
        CREATE INDEX progress_by_series ON progress(series);

        -- The newest events of targets, as they stand on the log.
        CREATE TABLE news(
            id INTEGER PRIMARY KEY, time INTEGER NOT NULL, indicator TEXT NOT NULL,
            event BLOB NOT NULL);
        CREATE INDEX news_by_time ON news(time);
        CREATE INDEX news_by_indicator ON news(indicator, time);
        """

    /// What the past is worked out from: definitions of figures, and targets as they were. No file
    /// of version 1 has them, so all is read anew.
    private static let second = """
        ALTER TABLE vintage ADD COLUMN definition INTEGER NOT NULL DEFAULT 1;

        -- Every time that a target was set or withdrawn: then there is no document. arrival: the
        -- offset of that update; since: its time.
        CREATE TABLE target_past(
            id TEXT NOT NULL, arrival INTEGER NOT NULL, indicator TEXT NOT NULL,
            since INTEGER NOT NULL, version INTEGER NOT NULL, document BLOB,
            PRIMARY KEY (id, arrival)) WITHOUT ROWID;
        CREATE INDEX target_past_by_indicator ON target_past(indicator);

        \(empty)
        """

    /// Vintages are kept otherwise from here on: all is read again.
    private static let third = "\(empty) DELETE FROM target_past;"

    /// What is read of the log is forgotten, and read again.
    private static let empty = """
        DELETE FROM position; DELETE FROM waymark; DELETE FROM indicator; DELETE FROM target;
        DELETE FROM series; DELETE FROM vintage; DELETE FROM progress; DELETE FROM news;
        """
}
