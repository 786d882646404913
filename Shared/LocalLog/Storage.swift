internal import Log
internal import Store
internal import Time

/// The file of a log and its statements. Used by one thread at a time: stands in a monitor.
final class Storage {
    /// What one transaction put on the log.
    struct Written: Sendable {
        /// For each batch, in its order.
        let offsets: [[Int64]]
        /// For each partition that was written to.
        let segments: [(index: Int, segment: Segment)]
    }

    let numbering: Numbering
    /// One past the last committed offset, by partition: never goes back, whatever is removed.
    private(set) var ends: [Int64]
    let database: Database
    private let insert: Statement
    private let setEnd: Statement
    private let compaction: Compaction
    let reading: Reading

    /// Opens the log in `directory`, or makes it.
    init(directory: String, partitions: Int32) throws(StoreError) {
        database = try Schema.open(directory + "/log.sqlite", partitions: partitions)
        numbering = Numbering(partitionCount: partitions)
        ends = try Schema.ends(in: database, numbering)
        insert = try database.prepare("INSERT INTO records VALUES(?1, ?2, ?3, ?4)")
        setEnd = try database.prepare("INSERT OR REPLACE INTO ends VALUES(?1, ?2)")
        compaction = try Compaction(database)
        reading = try Reading(database)
        try database.transaction { () throws(StoreError) in
            try compaction.removeDeletions(numbering)
        }
    }

    /// All batches in one transaction: all are on the log when it returns, none when it throws.
    func append(_ batches: [Batch], at time: Timestamp) throws(StoreError) -> Written {
        var ends = self.ends
        var segments = emptySegments(for: batches)
        var offsets: [[Int64]] = []
        offsets.reserveCapacity(batches.count)
        insert.bind(2, time.milliseconds)
        try database.transaction { () throws(StoreError) in
            for batch in batches {
                var taken: [Int64] = []
                taken.reserveCapacity(batch.count)
                try batch.forEach { (partition, record) throws(StoreError) in
                    let index = numbering.index(of: partition)
                    let offset = ends[index]
                    ends[index] += 1
                    taken.append(offset)
                    try write(record, at: offset, of: partition)
                    segments[index].add(offset: offset, key: record.key, value: record.value)
                }
                offsets.append(taken)
            }
            for index in ends.indices where ends[index] != self.ends[index] {
                setEnd.bind(1, Place.range(of: numbering.partition(at: index)).lowerBound)
                setEnd.bind(2, ends[index])
                try setEnd.run()
            }
        }
        self.ends = ends
        let written = segments.enumerated().filter { !$0.element.isEmpty }
        return Written(
            offsets: offsets, segments: written.map { (index: $0.offset, segment: $0.element) })
    }

    /// For each partition, with room for what comes.
    private func emptySegments(for batches: [Batch]) -> [Segment] {
        var sizes = Array(repeating: (bytes: 0, count: 0), count: numbering.count)
        for batch in batches {
            batch.forEach { partition, record in
                let index = numbering.index(of: partition)
                sizes[index].bytes += record.key.count + record.value.count
                sizes[index].count += 1
            }
        }
        return sizes.map { size in
            var segment = Segment()
            if size.count > 0 { segment.reserve(bytes: size.bytes, count: size.count) }
            return segment
        }
    }

    private func write(
        _ record: borrowing Record, at offset: Int64, of partition: Partition
    ) throws(StoreError) {
        let place = Place.place(of: offset, in: partition)
        insert.bind(1, place)
        insert.bind(3, copying: record.key)
        try insert.run(binding: record.value, at: 4)
        if partition.topic.retention == .compacted {
            try compaction.replace(record.key, at: place, of: partition)
        }
    }

    /// Where the log goes on; nil: here.
    func successor() throws(StoreError) -> String? {
        try database.prepare("SELECT successor FROM log WHERE successor IS NOT NULL")
            .first { row in row.text(0) }
    }

    func seal(_ successor: String) throws(StoreError) {
        let update = try database.prepare("UPDATE log SET successor = ?1")
        update.bind(1, text: successor)
        try database.transaction { () throws(StoreError) in try update.run() }
    }

    /// The first offset that is held, and one past the last.
    func bounds(of partition: Partition) throws(StoreError) -> Range<Int64> {
        let end = ends[numbering.index(of: partition)]
        return (try reading.firstOffset(of: partition) ?? end)..<end
    }

    func record(at offset: Int64, of partition: Partition) throws(StoreError) -> StoredRecord? {
        guard (0..<ends[numbering.index(of: partition)]).contains(offset) else { return nil }
        return try reading.record(at: offset, of: partition)
    }

    /// Removes what is older than its topic keeps.
    func trim(at time: Timestamp) throws(StoreError) {
        try database.transaction { () throws(StoreError) in
            for index in ends.indices {
                let partition = numbering.partition(at: index)
                guard case .days(let days) = partition.topic.retention else { continue }
                let oldest = time.adding(milliseconds: -Int64(days) * 86_400_000)
                let places = Place.range(of: partition)
                try database.execute(
                    """
                    DELETE FROM records WHERE place >= \(places.lowerBound)
                    AND place < \(places.upperBound) AND appended < \(oldest.milliseconds)
                    """)
            }
        }
    }
}
