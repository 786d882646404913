extension Database {
    /// How a file is opened. WAL always: a commit appends, and a kill leaves a whole file.
    public struct Settings: Sendable {
        /// What a commit waits for.
        public enum Synchronous: String, Sendable {
            /// The system: what was committed survives a kill, not a power cut.
            case normal = "NORMAL"
            /// The medium: what was committed survives a power cut.
            case full = "FULL"
        }

        public var synchronous: Synchronous
        /// The most memory that pages take.
        public var pageCacheKibibytes: Int
        /// From how many pages on the WAL is moved into the file by a commit.
        public var checkpointPages: Int
        /// Holds the file alone until closed: no second connection, no shared-memory file.
        public var exclusive: Bool

        public init(
            synchronous: Synchronous = .normal, pageCacheKibibytes: Int = 8192,
            checkpointPages: Int = 1000, exclusive: Bool = true
        ) {
            self.synchronous = synchronous
            self.pageCacheKibibytes = pageCacheKibibytes
            self.checkpointPages = checkpointPages
            self.exclusive = exclusive
        }

        /// The lock comes first: a WAL opened under it needs no shared memory. An empty transaction
        /// takes it at once, so that a second process fails here and not later.
        var pragmas: String {
            """
            PRAGMA locking_mode = \(exclusive ? "EXCLUSIVE" : "NORMAL");
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = \(synchronous.rawValue);
            PRAGMA cache_size = -\(pageCacheKibibytes);
            PRAGMA wal_autocheckpoint = \(checkpointPages);
            PRAGMA foreign_keys = ON;
            BEGIN IMMEDIATE; COMMIT;
            """
        }
    }
}
