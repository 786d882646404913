internal import HTTP
internal import Log
internal import Messages
internal import Store
internal import Synchronization
internal import Threading

/// Reads the log for those who ask for events that are not in memory any more: on a thread of its
/// own, a part of each in turn.
final class EventReader: Sendable {
    private enum Job: Sendable {
        case stream(EventSubscriber)
        case page(EventPage)
    }
    private struct State {
        var jobs: [Job] = []
        var stopping = false
    }
    private enum Failure: Error {
        case log(LogError)
        case store(StoreError)
    }
    private let board: Board
    private let feed: EventFeed
    private let reader: any Consumer
    private let state = Monitor(State())
    let heartbeat = Heartbeat()

    private static let patienceMilliseconds = 5_000
    /// An answer has as many events as are found in so many records.
    private static let pageScanLimit = 50_000

    init(log: any Log, board: Board, feed: EventFeed) throws(LogError) {
        self.board = board
        self.feed = feed
        reader = try log.reader()
    }

    /// Catches `subscriber` up, as soon as this instance has what it has.
    func catchUp(_ subscriber: EventSubscriber) {
        let cursor = subscriber.reading.withLock { $0.cursor }
        let deadline = subscriber.endsAtSeconds
        feed.whenCovering(cursor, deadlineSeconds: deadline) { [weak self] covers in
            if covers { self?.push(.stream(subscriber)) } else { subscriber.stream.end() }
        }
    }

    /// Goes on with a stream whose reader has taken what was sent.
    func goOn(_ subscriber: EventSubscriber) { push(.stream(subscriber)) }

    /// Answers `page`, from memory or from the log.
    func fill(_ page: EventPage) { push(.page(page)) }

    private func push(_ job: Job) {
        let isTaken = state.with { state in
            if !state.stopping { state.jobs.append(job) }
            return !state.stopping
        }
        if !isTaken { Self.refuse(job) }
    }

    private static func refuse(_ job: Job) {
        switch job {
        case .stream(let subscriber): subscriber.stream.end()
        case .page(let page): page.answer(.unavailable)
        }
    }

    /// Returns after `stop`.
    func run() {
        while let jobs = nextJobs() {
            for job in jobs {
                heartbeat.beat()
                do throws(Failure) {
                    switch job {
                    case .stream(let subscriber): try advance(subscriber)
                    case .page(let page): try fillNow(page)
                    }
                } catch {
                    Self.refuse(job)
                }
            }
        }
    }

    private func nextJobs() -> [Job]? {
        heartbeat.rest()
        return state.wait { state -> [Job]?? in
            if state.stopping { return .some(nil) }
            if state.jobs.isEmpty { return nil }
            defer { state.jobs = [] }
            return .some(state.jobs)
        }
    }

    func stop() {
        let left = state.with { state in
            state.stopping = true
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in left { Self.refuse(job) }
        reader.wake()
    }

    func close() { reader.close() }

    /// One part for a stream: out of memory if it can be, else from the log.
    private func advance(_ subscriber: EventSubscriber) throws(Failure) {
        let goesOn = try subscriber.reading.withLock { reading throws(Failure) in
            switch feed.join(subscriber, at: &reading.cursor) {
            case .done: return false
            case .sent:
                reading.finish()
                return false
            case .behind:
                let events = try read(&reading, limit: EventFeed.partLimit)
                if !events.isEmpty { subscriber.awaitDrain() }
                for (event, cursor) in events {
                    subscriber.send(EventBlock.event(event, cursor: cursor))
                }
                return events.isEmpty
            }
        }
        if goesOn { push(.stream(subscriber)) }
    }

    private func fillNow(_ page: EventPage) throws(Failure) {
        var reading = EventReading(from: page.cursor, page.wish)
        var events: [PublishedEvent] = []
        var scanned = 0
        while events.count < page.limit, scanned < Self.pageScanLimit {
            heartbeat.beat()
            let room = page.limit - events.count
            if let recent = feed.recent(after: &reading.cursor, page.wish, limit: room) {
                events += recent
                break
            }
            // No more records than there is room for events: none is read that would not fit.
            events += try read(&reading, limit: room).map(\.0)
            scanned += room
        }
        page.answer(.events(events, next: reading.cursor))
    }

    /// The events in the next records of the log, at most `limit`, each with the cursor behind it.
    private func read(
        _ reading: inout EventReading, limit: Int
    ) throws(Failure) -> [(PublishedEvent, EventCursor)] {
        if reading.next == nil {
            let end = feed.head
            reading.begin(at: try starts(of: &reading), until: end)
        }
        var events: [(PublishedEvent, EventCursor)] = []
        do throws(LogError) {
            var positions: [Partition: Int64] = [:]
            for (partition, offset) in reading.next ?? [:] {
                positions[Partition(.outcomes, partition)] = offset
            }
            if !positions.isEmpty {
                try reader.start(positions)
                defer { reader.stop(Array(positions.keys)) }
                let poll = try reader.poll(
                    timeoutMilliseconds: Self.patienceMilliseconds, limit: limit
                ) { partition, record in
                    if let event = reading.take(partition.number, record) {
                        events.append((event, reading.cursor))
                    }
                }
                if poll == .idle { throw .unavailable("no record came") }
            }
        } catch { throw .log(error) }
        if reading.isDone { reading.finish() }
        return events
    }

    /// Where in each partition what is above the cursor, and not too old, begins.
    private func starts(of reading: inout EventReading) throws(Failure) -> [Int32: Int64] {
        do throws(StoreError) {
            return try board.read { file throws(StoreError) in
                var starts: [Int32: Int64] = [:]
                for (index, position) in reading.cursor.positions.enumerated() {
                    let partition = Int32(index)
                    var start: Int64 = 0
                    if let position,
                        let mark = try file.waymark(notAbove: position, of: partition)
                    {
                        start = mark.next
                    }
                    if let since = reading.wish.since,
                        let mark = try file.waymark(before: since, of: partition)
                    {
                        start = max(start, mark.next)
                        // What is too old counts as read: nothing may come behind it.
                        _ = reading.cursor.take(mark.highest, of: partition)
                    }
                    starts[partition] = start
                }
                return starts
            }.answer
        } catch { throw .store(error) }
    }
}
