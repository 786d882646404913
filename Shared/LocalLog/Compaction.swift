internal import Log
internal import Store

/// Keeps the last record of each key on topics that are compacted.
struct Compaction {
    private let find: Statement
    private let remove: Statement
    private let keep: Statement
    private let forgetDeleted: Statement
    private let removeDeleted: Statement

    init(_ database: Database) throws(StoreError) {
        find = try database.prepare("SELECT place FROM latest WHERE partition = ?1 AND key = ?2")
        remove = try database.prepare("DELETE FROM records WHERE place = ?1")
        keep = try database.prepare("INSERT OR REPLACE INTO latest VALUES(?1, ?2, ?3)")
        let deletions = "records WHERE place >= ?1 AND place < ?2 AND length(value) = 0"
        forgetDeleted = try database.prepare(
            "DELETE FROM latest WHERE (partition, key) IN (SELECT ?3, key FROM \(deletions))")
        removeDeleted = try database.prepare("DELETE FROM \(deletions)")
    }

    /// The record at `place` takes the place of an older one with this key.
    func replace(
        _ key: Span<UInt8>, at place: Int64, of partition: Partition
    ) throws(StoreError) {
        let start = Place.range(of: partition).lowerBound
        find.bind(1, start)
        find.bind(2, copying: key)
        if let older = try find.first({ row in row.integer(0) }) {
            remove.bind(1, older)
            try remove.run()
        }
        keep.bind(1, start)
        keep.bind(2, copying: key)
        keep.bind(3, place)
        try keep.run()
    }

    /// Records without a value have done their work when nobody reads: at opening.
    func removeDeletions(_ numbering: Numbering) throws(StoreError) {
        for index in 0..<numbering.count {
            let partition = numbering.partition(at: index)
            guard partition.topic.retention == .compacted else { continue }
            let places = Place.range(of: partition)
            forgetDeleted.bind(1, places.lowerBound)
            forgetDeleted.bind(2, places.upperBound)
            forgetDeleted.bind(3, places.lowerBound)
            try forgetDeleted.run()
            removeDeleted.bind(1, places.lowerBound)
            removeDeleted.bind(2, places.upperBound)
            try removeDeleted.run()
        }
    }
}
