internal import Log

/// What readers wait for: the ends of the partitions, the newest records, and the groups.
/// Stands in a monitor; the writer publishes a commit, which wakes them.
struct Feed: Sendable {
    /// What a poll does next.
    enum Step: Sendable {
        case closed
        case tell(Poll)
        /// Hand over the records that these have beyond the reader's positions.
        case recent([(index: Int, segments: [Segment])])
        /// Read from the file, up to `end`.
        case stored(index: Int, end: Int64)
    }
    struct GroupName: Hashable, Sendable {
        let name: String
        let topic: Topic
    }

    private let numbering: Numbering
    /// One past the last published offset, by partition.
    private(set) var ends: [Int64]
    private var tail: Tail
    private var groups: [GroupName: Group] = [:]
    private var woken: Set<Int> = []
    private var consumerCount = 0
    private var closed = false

    init(numbering: Numbering, ends: [Int64], tailBytes: Int) {
        self.numbering = numbering
        self.ends = ends
        tail = Tail(partitionCount: numbering.count, limitBytes: tailBytes)
    }

    mutating func publish(_ segments: [(index: Int, segment: Segment)]) {
        for (index, segment) in segments {
            tail.add(segment, to: index)
            ends[index] = segment.next ?? ends[index]
        }
    }

    /// A number for a new consumer, in `group` or in none.
    mutating func join(_ group: GroupName?) throws(LogError) -> Int {
        guard !closed else { throw .closed }
        consumerCount += 1
        if let group {
            let all = (0..<numbering.partitionCount).map { Partition(group.topic, $0) }
            groups[group, default: Group(partitions: all)].join(consumerCount)
        }
        return consumerCount
    }

    mutating func leave(_ group: GroupName?, _ consumer: Int) {
        woken.remove(consumer)
        guard let group else { return }
        groups[group]?.leave(consumer)
        if groups[group]?.isEmpty == true { groups[group] = nil }
    }

    mutating func polled(_ group: GroupName, by consumer: Int) {
        groups[group]?.polled(by: consumer)
    }

    mutating func wake(_ consumer: Int) { woken.insert(consumer) }

    mutating func close() { closed = true }

    /// Nil while there is nothing to do but to wait.
    mutating func step(
        for consumer: Int, of group: GroupName?, _ cursor: Cursor, limit: Int
    ) -> Step? {
        if closed { return .closed }
        if woken.remove(consumer) != nil { return .tell(.idle) }
        if let group, let news = groups[group]?.news(for: consumer) { return .tell(news) }
        var recent: [(index: Int, segments: [Segment])] = []
        var room = limit
        for (index, position) in cursor.inTurn where room > 0 && position < ends[index] {
            if let segments = tail.segments(of: index, from: position, limit: room) {
                recent.append((index, segments))
                room -= Int(min(Int64(room), ends[index] - position))
            } else if recent.isEmpty {
                return .stored(index: index, end: ends[index])
            }
        }
        return recent.isEmpty ? nil : .recent(recent)
    }
}
