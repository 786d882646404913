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
    }
    private struct Queue {
        var requests = FIFO<Request>()
        var isClosed = false
        /// That of the page which is being read.
        var reader: (any Consumer)?
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

    /// Answers requests until it is closed. A log that is away is asked again.
    func run(_ answer: (Heart.Event) -> Void) {
        while let request = next() {
            while true {
                heartbeat.beat()
                do throws(LogError) {
                    answer(try fulfil(request))
                    break
                } catch .closed {
                    return
                } catch .outOfRange, .unusable {
                    // Readiness says so from the reader at the tail.
                    break
                } catch { if waitClosed() { return } }
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

    private func waitClosed() -> Bool {
        queue.wait(timeoutMilliseconds: Self.retryMilliseconds) { $0.isClosed ? true : nil }
            ?? false
    }

    private func fulfil(_ request: Request) throws(LogError) -> Heart.Event {
        switch request {
        case .event(let request):
            let partition = Partition(.outcomes, request.event.cause.partition)
            let record = try log.record(at: request.offset, of: partition)
            return .fetched(request, record?.value)
        case .page(let request):
            let partition = Partition(.outcomes, request.partition)
            let reader = try log.reader()
            queue.with { queue in
                queue.reader = reader
                if queue.isClosed { reader.wake() }
            }
            defer {
                queue.with { $0.reader = nil }
                reader.close()
            }
            try reader.start([partition: request.from])
            var records: [OutcomeRecord] = []
            _ = try reader.poll(
                timeoutMilliseconds: Self.pollMilliseconds, limit: Self.pageLimit
            ) { _, record in records.append(OutcomeRecord(record, in: request.partition)) }
            return .page(request, records, next: (records.last?.offset ?? request.from - 1) + 1)
        }
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
