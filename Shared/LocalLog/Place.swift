internal import Log

/// Where a record stands in the file: topic, partition and offset in one integer, so that the
/// records of a partition lie side by side in their order.
///
/// From the top: the topic's number, 16 bits of the partition, 40 bits of the offset (10¹²).
enum Place {
    private static let offsetBits: Int64 = 40

    /// The places of a partition, or of the offsets `held` in it.
    static func range(of partition: Partition, _ held: Range<Int64>? = nil) -> Range<Int64> {
        let base = (number(of: partition.topic) << 16 | Int64(partition.number)) << offsetBits
        let held = held ?? 0..<(1 << offsetBits)
        return base + held.lowerBound..<base + held.upperBound
    }

    static func place(of offset: Int64, in partition: Partition) -> Int64 {
        range(of: partition).lowerBound + offset
    }

    static func offset(of place: Int64) -> Int64 { place & (1 << offsetBits - 1) }

    /// Stands in files: a topic keeps its number for ever.
    static func number(of topic: Topic) -> Int64 {
        switch topic {
        case .updates: 0
        case .outcomes: 1
        case .catalogue: 2
        case .rejects: 3
        case .subscriptions: 4
        case .deliveries: 5
        }
    }
}

/// The partitions of all topics, counted through: an array in place of a dictionary.
struct Numbering: Sendable {
    let partitionCount: Int32

    var count: Int { Topic.allCases.count * Int(partitionCount) }

    /// Stops the program at a partition that no topic has: a fault of the caller.
    func index(of partition: Partition) -> Int {
        precondition(
            (0..<partitionCount).contains(partition.number), "\(partition) is not of this log")
        return Int(Place.number(of: partition.topic)) * Int(partitionCount) + Int(partition.number)
    }

    func partition(at index: Int) -> Partition {
        Partition(
            Topic.allCases[index / Int(partitionCount)], Int32(index % Int(partitionCount)))
    }
}
