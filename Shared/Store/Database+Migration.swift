extension Database {
    /// Brings the file to the last of `versions`: the n-th script makes version n of version n - 1.
    /// Each runs in a transaction with the number it sets, so a kill between two loses nothing.
    ///
    /// Throws `unreadable` for a file of a later version.
    public func migrate(_ versions: [String]) throws(StoreError) {
        let present = Int(try integer("PRAGMA user_version") ?? 0)
        guard present <= versions.count else {
            throw .unreadable(
                "\(path) has version \(present), this program knows \(versions.count): "
                    + "use the later program")
        }
        for version in present..<versions.count {
            try transaction { () throws(StoreError) in
                try execute(versions[version])
                try execute("PRAGMA user_version = \(version + 1)")
            }
        }
    }
}
