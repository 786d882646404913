internal import Glibc

/// Where a damaged file waits for a person while a new one takes its place.
public enum Quarantine {
    /// Renames the closed database at `path`, with its WAL, to the first of `<path>.damaged-1`,
    /// `-2`, … that is free, and returns that name.
    public static func moveAside(_ path: String) throws(StoreError) -> String {
        var number = 1
        while exists("\(path).damaged-\(number)") { number += 1 }
        let aside = "\(path).damaged-\(number)"
        // The WAL last: SQLite ignores one without its database, but not the other way round.
        for suffix in ["", "-wal", "-shm"] where exists(path + suffix) {
            guard unsafe rename(path + suffix, aside + suffix) == 0 else {
                throw StoreError(errno: errno, path: path + suffix)
            }
        }
        return aside
    }

    private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
