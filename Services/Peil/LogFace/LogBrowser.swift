internal import Log

/// The log as a person looks through it.
struct LogBrowser: Sendable {
    let log: any Log

    /// One partition of one topic.
    struct Extent: Hashable, Sendable {
        let partition: Partition
        let offsets: Range<Int64>
    }

    /// Some records of a partition, and where to go on.
    struct Page: Sendable {
        var records: [StoredRecord] = []
        var next: Int64
        /// One past the last record there is.
        var end: Int64
    }

    /// What each partition of each topic holds.
    func extents() throws(LogError) -> [Extent] {
        var extents: [Extent] = []
        for topic in Topic.allCases {
            for number in 0..<log.partitionCount {
                let partition = Partition(topic, number)
                extents.append(Extent(partition: partition, offsets: try log.bounds(of: partition)))
            }
        }
        return extents
    }

    /// The records from `start` on, or from the first that is held; `limit` of them at most.
    func page(
        of partition: Partition, from start: Int64, limit: Int
    ) throws(LogError) -> Page {
        let end = try log.bounds(of: partition).upperBound
        var page = Page(next: start, end: end)
        let reader = PartitionReader(log, partition, from: start, limit: limit)
        while page.records.count < limit, reader.next < end, let record = try reader.read() {
            page.records.append(record)
        }
        page.next = reader.next
        return page
    }
}
