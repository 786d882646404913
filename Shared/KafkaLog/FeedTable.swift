internal import CRdkafka
internal import Log

/// Owns the feeds of one consumer.
struct FeedTable: ~Copyable {
    private var feeds: [Holder] = []
    private var lastNumber = 0

    /// A feed where an array can hold it.
    private final class Holder {
        var feed: Feed
        init(_ feed: consuming Feed) { self.feed = feed }
    }

    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    mutating func add(_ feed: consuming Feed) { feeds.append(Holder(feed)) }

    mutating func remove(_ partitions: Set<Partition>) {
        feeds.removeAll { partitions.contains($0.feed.partition) }
    }

    mutating func removeAll() { feeds = [] }

    /// Takes from the feed of that number; nothing where it is gone.
    mutating func take(
        _ number: Int, limit: Int, _ row: inout MessagePointers,
        _ each: (Partition, borrowing Record) -> Void
    ) -> (taken: Feed.Taken, partition: Partition?, next: Int64) {
        guard let holder = feeds.first(where: { $0.feed.number == number }) else {
            return (Feed.Taken(), nil, 0)
        }
        let taken = unsafe holder.feed.take(row.room(for: limit), each)
        return (taken, holder.feed.partition, holder.feed.next)
    }
}

/// Owns the room that librdkafka hands messages over in.
///
/// Safe: who takes a row uses it before the next is taken.
@safe struct MessagePointers: ~Copyable {
    typealias Row = UnsafeMutableBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?>
    private var row: Row = unsafe .init(start: nil, count: 0)
    private static let most = 10_000

    deinit { unsafe row.deallocate() }

    /// Room for `count`, or for as many as are handed over at once.
    mutating func room(for count: Int) -> Row {
        let count = min(count, Self.most)
        if unsafe row.count < count {
            unsafe row.deallocate()
            unsafe row = .allocate(capacity: count)
            unsafe row.initialize(repeating: nil)
        }
        return unsafe Row(rebasing: row[..<count])
    }
}
