/// The newest records of all partitions, in memory: who reads at the end never waits for the file.
/// When the bound is reached the oldest go, whichever partition they are of.
struct Tail: Sendable {
    private var partitions: [FIFO<Segment>]
    /// The partition of each segment, oldest first.
    private var ages = FIFO<Int>()
    private var bytes = 0
    private let limitBytes: Int

    init(partitionCount: Int, limitBytes: Int) {
        partitions = Array(repeating: FIFO(), count: partitionCount)
        self.limitBytes = limitBytes
    }

    /// Adds what follows the last of partition `index`, without a hole.
    mutating func add(_ segment: Segment, to index: Int) {
        partitions[index].append(segment)
        ages.append(index)
        bytes += segment.memoryBytes
        while bytes > limitBytes, let oldest = ages.popFirst() {
            bytes -= partitions[oldest].popFirst()?.memoryBytes ?? 0
        }
    }

    /// Segments that follow each other, `offset` in the first, with `limit` records from there on
    /// or all there are; nil when that offset is gone from memory.
    func segments(of index: Int, from offset: Int64, limit: Int) -> [Segment]? {
        let all = partitions[index]
        guard let oldest = all[0]?.first, oldest <= offset else { return nil }
        var at = firstIndex(in: all, beyond: offset)
        var found: [Segment] = []
        while let segment = all[at], let first = segment.first, first < offset + Int64(limit) {
            found.append(segment)
            at += 1
        }
        return found
    }

    /// The first segment that ends beyond `offset`, by halving.
    private func firstIndex(in segments: FIFO<Segment>, beyond offset: Int64) -> Int {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if let next = segments[middle]?.next, next <= offset {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
