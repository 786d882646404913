internal import Log
internal import Messages
internal import Synchronization
internal import Threading

/// Reads outcomes again for those who are behind or attempt again, in turn, on a thread of its
/// own: the log may take its time, and deliveries at the tail do not wait for it.
final class LogFetcher: Sendable {
    enum Request: Sendable {
        case page(PageRequest)
        case event(FetchRequest)
        case end(EndRequest)

        var tenure: Tenure {
            switch self {
            case .page(let request): request.tenure
            case .event(let request): request.tenure
            case .end(let request): request.tenure
            }
        }
    }
    private struct Queue {
        var requests = FIFO<Request>()
        var isClosed = false
        /// That of pages, kept from one to the next: whoever is behind asks for many in a row.
        var reader: (any Consumer)?
    }

    /// What the reader has begun, and where it stands; nil: it has begun nothing.
    private struct Position: Equatable {
        let partition: Partition
        let next: Int64
    }

    private let log: any Log
    private let queue = Monitor(Queue())
    let heartbeat = Heartbeat()
    /// A page is a poll: at most so many records.
    private static let pageLimit = 256
    private static let pollMilliseconds = 1_000
    private static let retryMilliseconds = 250

    init(_ log: any Log) { self.log = log }

    func ask(_ request: Request) { queue.with { $0.requests.append(request) } }

    /// Ends `run`.
    func close() {
        queue.with { queue in
            queue.isClosed = true
            queue.reader?.wake()
        }
    }

    /// Answers requests until it is closed, those too that can never be fulfilled. A log that is
    /// away is asked again.
    func run(_ answer: (Heart.Event) -> Void) {
        var position: Position?
        defer { dropReader() }
        while let request = next() {
            asking: while true {
                heartbeat.beat()
                do throws(LogError) {
                    answer(try fulfil(request, &position))
                    break asking
                } catch {
                    // What it had begun is begun anew.
                    dropReader()
                    position = nil
                    switch error {
                    case .closed: return
                    case .outOfRange, .unusable:
                        answer(.unreadable(request.tenure, error))
                        break asking
                    case .unavailable, .full, .tooLarge, .diskFull: if waitClosed() { return }
                    }
                }
            }
        }
    }

    private func next() -> Request? {
        heartbeat.rest()
        return queue.wait { queue -> Request?? in
            if queue.isClosed { return .some(nil) }
            return queue.requests.popFirst().map { .some($0) }
        }
    }

    private func dropReader() { queue.with { $0.reader.take() }?.close() }

    private func waitClosed() -> Bool {
        queue.wait(timeoutMilliseconds: Self.retryMilliseconds) { $0.isClosed ? true : nil }
            ?? false
    }

    private func fulfil(
        _ request: Request, _ position: inout Position?
    ) throws(LogError) -> Heart.Event {
        switch request {
        case .end(let request):
            let outcomes = Partition(.outcomes, request.partition)
            return .ended(request, at: try log.bounds(of: outcomes).upperBound)
        case .event(let request):
            let partition = Partition(.outcomes, request.event.cause.partition)
            let record = try log.record(at: request.offset, of: partition)
            return .fetched(request, record?.value)
        case .page(let request):
            let wanted = Position(
                partition: Partition(.outcomes, request.partition), next: request.from)
            let reader = try reader(at: wanted, &position)
            var records: [OutcomeRecord] = []
            _ = try reader.poll(
                timeoutMilliseconds: Self.pollMilliseconds, limit: Self.pageLimit
            ) { _, record in records.append(OutcomeRecord(record, in: request.partition)) }
            let next = (records.last?.offset ?? request.from - 1) + 1
            // A page that is full has another behind it.
            if records.count == Self.pageLimit {
                position = Position(partition: wanted.partition, next: next)
            } else {
                reader.stop([wanted.partition])
            }
            return .page(request, records, next: next)
        }
    }

    /// The reader, which stands at `wanted` and nowhere else.
    private func reader(
        at wanted: Position, _ position: inout Position?
    ) throws(LogError) -> any Consumer {
        let reader: any Consumer
        if let kept = queue.with({ $0.reader }) { reader = kept } else { reader = try log.reader() }
        queue.with { queue in
            queue.reader = reader
            if queue.isClosed { reader.wake() }
        }
        if let position, position != wanted { reader.stop([position.partition]) }
        if position != wanted { try reader.start([wanted.partition: wanted.next]) }
        position = nil
        return reader
    }
}

extension OutcomeRecord {
    init(_ record: borrowing Record, in partition: Int32) {
        self.partition = partition
        offset = record.offset
        event = try? OutcomeEvent(decoding: record.value)
        bytes = record.value.copied
    }
}
