internal import Log
internal import Threading

/// What readers wait for: the ends of the partitions, the newest records, and the groups.
/// Stands in a monitor; the writer publishes a commit, which wakes those who read what it wrote.
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
    /// Those who found nothing to do: where they stood, and what they are woken by.
    private var asleep: [Int: (cursor: Cursor, bell: Bell)] = [:]
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
        ring { cursor in segments.contains { cursor.next(of: $0.index) != nil } }
    }

    private mutating func ring(_ isMeant: (Cursor) -> Bool = { _ in true }) {
        for (consumer, sleeper) in asleep where isMeant(sleeper.cursor) {
            asleep[consumer] = nil
            sleeper.bell.ring()
        }
    }

    /// A number for a new consumer, in `group` or in none.
    mutating func join(_ group: GroupName?) throws(LogError) -> Int {
        guard !closed else { throw .closed }
        consumerCount += 1
        if let group {
            let all = (0..<numbering.partitionCount).map { Partition(group.topic, $0) }
            groups[group, default: Group(partitions: all)].join(consumerCount)
            ring()
        }
        return consumerCount
    }

    mutating func leave(_ group: GroupName?, _ consumer: Int) {
        woken.remove(consumer)
        asleep.removeValue(forKey: consumer)?.bell.ring()
        guard let group else { return }
        groups[group]?.leave(consumer)
        if groups[group]?.isEmpty == true { groups[group] = nil }
        ring()
    }

    mutating func polled(_ group: GroupName, by consumer: Int) {
        if groups[group]?.polled(by: consumer) == true { ring() }
    }

    mutating func wake(_ consumer: Int) {
        woken.insert(consumer)
        asleep.removeValue(forKey: consumer)?.bell.ring()
    }

    mutating func close() {
        closed = true
        ring()
    }

    /// What `consumer` does next; nil: to wait until `bell` rings.
    mutating func step(
        for consumer: Int, of group: GroupName?, _ cursor: Cursor, limit: Int, _ bell: Bell
    ) -> Step? {
        let step = step(for: consumer, of: group, cursor, limit: limit)
        asleep[consumer] = step == nil ? (cursor, bell) : nil
        return step
    }

    private mutating func step(
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

/// What one reader is woken by: a ring is kept until it is heard.
final class Bell: Sendable {
    private let isRung = Monitor(false)

    func ring() { isRung.with { $0 = true } }

    /// False when it did not ring within `timeoutMilliseconds`.
    func wait(timeoutMilliseconds: Int) -> Bool {
        let heard: Void? = isRung.wait(timeoutMilliseconds: timeoutMilliseconds) { isRung in
            guard isRung else { return nil }
            isRung = false
        }
        return heard != nil
    }
}
