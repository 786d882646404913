internal import Log

/// How far the projection has come, and what keeps it.
struct ProjectionState {
    var stopping = false
    /// Why it stands still; nil while it goes on.
    var hindrance: String?
    /// Partitions whose record before the position is not what was read: they are not read on.
    var lost: [Partition: String] = [:]
    /// What has to be read before this instance is ready.
    var awaited: [Partition: Int64] = [:]
    /// Up to where records are on the board and were told to the streams.
    private var told: [Partition: Int64] = [:]

    mutating func tell(_ positions: [Partition: BoardPosition]) {
        for (partition, position) in positions { told[partition] = position.next }
        awaited = awaited.filter { partition, end in told[partition] ?? 0 < end }
    }

    /// Why the board is not up to date; nil when it is.
    var fault: String? {
        if let lost = lost.values.min() { return lost }
        if let hindrance { return hindrance }
        guard !awaited.isEmpty else { return nil }
        let left = awaited.reduce(Int64(0)) { sum, entry in
            sum + entry.value - (told[entry.key] ?? 0)
        }
        return "\(left) records are still to be read"
    }

    /// Whether what is read of these partitions is told up to there.
    func hasTaken(_ ends: [Partition: Int64]) -> Bool {
        ends.allSatisfy { partition, end in
            ![.outcomes, .catalogue].contains(partition.topic) || told[partition] ?? 0 >= end
        }
    }
}
