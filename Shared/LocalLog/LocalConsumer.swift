internal import Log
internal import Store
internal import Synchronization
internal import Threading

/// A reader of a local log, in a group or by itself. It has no thread: `poll` reads on the
/// caller's.
final class LocalConsumer: Consumer {
    private let feed: Monitor<Feed>
    private let storage: Monitor<Storage?>
    private let numbering: Numbering
    private let group: Feed.GroupName?
    private let id: Int
    private let bell = Bell()
    private let state = Mutex(State())
    private static let readBytes = 1 << 20

    private struct State {
        var cursor = Cursor()
        /// As a member: what is the caller's.
        var claimed: Set<Partition> = []
        var closed = false
    }

    init(
        feed: Monitor<Feed>, storage: Monitor<Storage?>, numbering: Numbering,
        group: Feed.GroupName?
    ) throws(LogError) {
        self.feed = feed
        self.storage = storage
        self.numbering = numbering
        self.group = group
        id = try feed.with { feed throws(LogError) in try feed.join(group) }
    }

    deinit { close() }

    func start(_ positions: [Partition: Int64]) throws(LogError) {
        for (partition, position) in positions {
            let held = try storage.read { storage throws(StoreError) in
                try storage.bounds(of: partition)
            }
            let first = partition.topic.retention == .forever ? held.lowerBound : 0
            guard (first...held.upperBound).contains(position) else {
                throw .outOfRange(partition, wanted: position, held: held)
            }
        }
        state.withLock { state in
            for (partition, position) in positions {
                precondition(
                    group == nil || state.claimed.contains(partition),
                    "\(partition) is started by a member that has not claimed it")
                state.cursor.set(numbering.index(of: partition), to: position)
            }
        }
    }

    func stop(_ partitions: [Partition]) {
        let indices = partitions.map { numbering.index(of: $0) }
        state.withLock { $0.cursor.remove(indices) }
    }

    func poll(
        timeoutMilliseconds: Int, limit: Int, _ each: (Partition, borrowing Record) -> Void
    ) throws(LogError) -> Poll {
        precondition(limit > 0, "a poll takes at least one record")
        if let group { feed.with { $0.polled(group, by: id) } }
        while true {
            let open = state.withLock { $0.closed ? nil : $0.cursor }
            guard let cursor = open else { throw .closed }
            let step = feed.with { feed in
                feed.step(for: id, of: group, cursor, limit: limit, bell)
            }
            switch step {
            case nil:
                guard bell.wait(timeoutMilliseconds: timeoutMilliseconds) else { return .idle }
            case .closed: throw .closed
            case .tell(let news):
                note(news)
                return news
            case .recent(let found): return .records(hand(over: found, limit: limit, each))
            case .stored(let index, let end):
                let segment = try read(index, from: cursor.next(of: index) ?? end, to: end, limit)
                // All of it may have been compacted away: then it is passed, and the wait goes on.
                let count = hand(over: [(index, [segment])], limit: limit, each)
                if count < limit, segment.byteCount < Self.readBytes { move(index, to: end) }
                if count > 0 { return .records(count) }
            }
        }
    }

    func wake() { feed.with { $0.wake(id) } }

    /// A local log has no observers outside the process.
    func report(_ positions: [Partition: Int64]) {}

    func close() {
        let first = state.withLock { state in
            defer { state.closed = true }
            return !state.closed
        }
        if first { feed.with { $0.leave(group, id) } }
    }

    private func note(_ news: Poll) {
        switch news {
        case .claimed(let partitions): state.withLock { $0.claimed.formUnion(partitions) }
        case .revoked(let partitions), .lost(let partitions):
            stop(partitions)
            state.withLock { $0.claimed.subtract(partitions) }
        case .records, .idle: break
        }
    }
}

extension LocalConsumer {
    /// Hands over up to `limit` records that the segments of each partition have beyond its
    /// position, moves the positions, and returns how many those were.
    private func hand(
        over found: [(index: Int, segments: [Segment])], limit: Int,
        _ each: (Partition, borrowing Record) -> Void
    ) -> Int {
        var count = 0
        if let first = found.first { state.withLock { $0.cursor.served(first.index) } }
        for (index, segments) in found {
            let partition = numbering.partition(at: index)
            guard var next = state.withLock({ $0.cursor.next(of: index) }) else { continue }
            for segment in segments {
                let handed = segment.forEach(from: next, limit: limit - count) { record in
                    each(partition, record)
                }
                count += handed.count
                next = handed.next
            }
            move(index, to: next)
        }
        return count
    }

    private func move(_ index: Int, to next: Int64) {
        state.withLock { $0.cursor.set(index, to: next) }
    }

    /// Copies what is read out of the file, so that the lock is not held over the caller's work.
    private func read(
        _ index: Int, from position: Int64, to end: Int64, _ limit: Int
    ) throws(LogError) -> Segment {
        try storage.read { storage throws(StoreError) in
            try storage.reading.records(
                at: position..<end, of: numbering.partition(at: index), limit: limit,
                limitBytes: Self.readBytes)
        }
    }
}
