internal import Log

/// What waits for its turn, by partition: of each, one request is on its way at a time.
///
/// librdkafka's idempotent producer (up to 2.8 at least) would send no second one anyhow: it sends
/// while fewer than five are on their way, and counts records for requests. But whether what it
/// holds past `linger.ms` may go by now, its thread asks over and over. What waits here costs
/// nothing, and goes together when its turn comes.
struct Lanes {
    /// Records that follow each other in a batch, all to one partition.
    struct Piece {
        let append: PendingAppend
        var indices: Range<Int>
    }
    private struct Lane {
        var waiting: [Piece] = []
        /// How many records are on their way.
        var sent = 0
    }
    private var lanes: [Partition: Lane] = [:]

    /// So much a request holds (`batch.size`), of which each record needs some for itself.
    private static let requestBytes = 999_000
    fileprivate static let recordOverheadBytes = 40

    /// Adds what `append` waits for, and returns whose turn may have come.
    mutating func add(_ append: PendingAppend) -> [Partition] {
        let batch = append.batch
        var partitions: [Partition] = []
        var next = 0
        while next < batch.count {
            let (partition, indices) = batch.run(from: next)
            lanes[partition, default: Lane()].waiting.append(
                Piece(append: append, indices: indices))
            if !partitions.contains(partition) { partitions.append(partition) }
            next = indices.upperBound
        }
        return partitions
    }

    /// What the next request to `partition` holds, which is on its way from now on; nothing while
    /// another one is, or where nothing waits.
    mutating func next(of partition: Partition) -> [Piece] {
        guard var lane = lanes[partition], lane.sent == 0 else { return [] }
        var room = Self.requestBytes
        var pieces: [Piece] = []
        while room > 0, var piece = lane.waiting.dropFirst(pieces.count).first {
            let end = piece.end(within: &room, takesOne: pieces.isEmpty)
            lane.waiting[pieces.count].indices = end..<piece.indices.upperBound
            piece.indices = piece.indices.lowerBound..<end
            pieces.append(piece)
            lane.sent += piece.indices.count
        }
        // The last may have been taken in part only.
        let left = lane.waiting[..<pieces.count].last { !$0.indices.isEmpty }
        lane.waiting.replaceSubrange(..<pieces.count, with: left.map { [$0] } ?? [])
        lanes[partition] = lane
        return pieces
    }

    /// So many records of a partition are not on their way any more; true: its turn has come.
    mutating func reported(_ count: Int, of partition: Partition) -> Bool {
        lanes[partition]?.sent -= count
        return lanes[partition]?.sent == 0
    }

    /// Gives up all that waits, and returns it.
    mutating func removeAll() -> [Piece] {
        defer { lanes = [:] }
        return lanes.values.flatMap(\.waiting)
    }
}

extension Lanes.Piece {
    /// Where the records end for which there is room; one is taken in any case if `takesOne`.
    fileprivate func end(within room: inout Int, takesOne: Bool) -> Int {
        var end = indices.lowerBound
        while end < indices.upperBound {
            let bytes = append.batch.byteCount(at: end) + Lanes.recordOverheadBytes
            guard bytes <= room || takesOne && end == indices.lowerBound else {
                room = 0
                break
            }
            room -= bytes
            end += 1
        }
        return end
    }
}
