internal import CRdkafka
internal import Log
internal import Synchronization
internal import Threading

/// Appends to Kafka, without a gap.
///
/// librdkafka itself gives no record up. Where it cannot go on (a fatal error, a topic that was
/// deleted), or a record has waited so long that whoever waits for it must be told, all that waits
/// fails, and a new client takes what comes after that was told.
final class Producer: Sendable {
    private struct State: ~Copyable {
        var client: Client?
        let flusher = Flusher()
        private var row = MessageRow()
        var lanes = Lanes()
        /// What librdkafka did not take, after which all fails.
        private var refused: [PendingAppend] = []
        /// Of what waits.
        var bytes = 0
        /// Since when each append waits.
        var begun: [ObjectIdentifier: ContinuousClock.Instant] = [:]
        /// The failure that is being told: what comes behind it fails likewise.
        var failing: LogError?
        var isClosed = false

        init(client: consuming Client) { self.client = client }

        /// Hands over the next request to `partition`, if its turn has come.
        mutating func sendNext(to partition: Partition) {
            guard failing == nil, let client, let topic = unsafe client.topic(partition.topic)
            else { return }
            let pieces = lanes.next(of: partition)
            guard !pieces.isEmpty else { return }
            let refused = unsafe row.produce(pieces, to: topic, partition.number)
            flusher.flush(client)
            guard let first = unsafe refused.first else { return }
            failing = LogError(unsafe first.code)
            self.refused += unsafe refused.compactMap {
                unsafe PendingAppend.Slot.of($0.opaque)?.pointee.append
            }
        }

        /// Gives up all that librdkafka does not have: whose it is, and how many records.
        mutating func takeUnsent(_ error: LogError) -> [(append: PendingAppend, count: Int)] {
            failing = failing ?? error
            defer { refused = [] }
            return lanes.removeAll().map { ($0.append, $0.indices.count) } + refused.map { ($0, 1) }
        }
    }
    private let state: Mutex<State>
    private let settings: KafkaSettings
    private let callbacks: Callbacks
    private let statistics: @Sendable (String) -> Void
    private let thread = Mutex<Thread?>(nil)
    private static let events = RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS
    private static let turnMilliseconds: Int32 = 100
    /// Who appends is told within so long that the brokers are away, and can say so to others.
    private static let longestWait = Duration.seconds(30)
    private static let lookInterval = Duration.seconds(1)
    /// How long a log that is closed waits for what is on its way.
    private static let farewellMilliseconds: Int32 = 1000

    /// `statistics` is told librdkafka's own, as JSON.
    init(
        _ settings: KafkaSettings, notice: @escaping @Sendable (KafkaNotice) -> Void,
        statistics: @escaping @Sendable (String) -> Void
    ) throws(LogError) {
        self.settings = settings
        self.statistics = statistics
        callbacks = Callbacks(notice: notice)
        state = Mutex(
            State(client: try Client(settings, .producer, callbacks, events: Self.events)))
        thread.withLock { $0 = Thread(name: "kafka-reports") { [self] in run() } }
    }

    func append(
        _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
    ) {
        guard !batch.isEmpty else { return acknowledged(.success([])) }
        let append = PendingAppend(batch, acknowledged)
        let refusal: LogError? = state.withLock { state in
            if state.isClosed { return .closed }
            if let failing = state.failing { return failing }
            guard state.bytes + append.memoryBytes <= settings.bufferBytes || state.bytes == 0
            else {
                return .full
            }
            state.bytes += append.memoryBytes
            state.begun[ObjectIdentifier(append)] = .now
            for partition in state.lanes.add(append) { state.sendNext(to: partition) }
            return nil
        }
        guard let refusal else { return }
        append.fail(refusal)
        if append.reported(batch.count) { append.answer() }
    }

    /// So many records of `append` are not waited for any more; nil: they were not sent.
    private func finish(_ append: PendingAppend, _ count: Int, sentTo partition: Partition?) {
        let isLast = append.reported(count)
        state.withLock { state in
            if let partition, state.lanes.reported(count, of: partition) {
                state.sendNext(to: partition)
            }
            guard isLast else { return }
            state.bytes -= append.memoryBytes
            state.begun[ObjectIdentifier(append)] = nil
        }
        if isLast { append.answer() }
    }

    /// Waits a moment for what is on its way, then answers all of it. Once closed, does nothing.
    func close() {
        state.withLock { $0.isClosed = true }
        thread.withLock { $0.take() }?.join()
        state.withLock { $0.flusher }.close()
    }
}

// The thread that reports.
extension Producer {
    private func run() {
        var farewell = ContinuousClock.Instant?.none
        var lookAt = ContinuousClock.now
        while true {
            guard let client = unsafe handle else { return }
            unsafe serve(client)
            if .now >= lookAt {
                lookAt = .now + Self.lookInterval
                failWhatWaitsTooLong()
            }
            let (isClosed, failing) = state.withLock { ($0.isClosed, $0.failing) }
            if let failing { unsafe start(anew: client, failing) }
            guard isClosed, failing == nil else { continue }
            let end = farewell ?? .now + .milliseconds(Int(Self.farewellMilliseconds))
            farewell = end
            if unsafe rd_kafka_outq_len(client) == 0 || .now > end {
                unsafe start(anew: client, .closed)
            }
        }
    }

    private var handle: OpaquePointer? { unsafe state.withLock { unsafe $0.client?.handle } }

    /// Takes what has happened, or waits for it a moment.
    private func serve(_ client: OpaquePointer) {
        let queue = unsafe rd_kafka_queue_get_main(client)
        defer { unsafe rd_kafka_queue_destroy(queue) }
        guard let event = unsafe rd_kafka_queue_poll(queue, Self.turnMilliseconds) else { return }
        defer { unsafe rd_kafka_event_destroy(event) }
        switch unsafe rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_DR: unsafe report(event)
        case RD_KAFKA_EVENT_STATS:
            if let text = unsafe rd_kafka_event_stats(event) {
                statistics(unsafe String(cString: text))
            }
        case RD_KAFKA_EVENT_ERROR where unsafe rd_kafka_event_error_is_fatal(event) == 1:
            fail(LogError(unsafe rd_kafka_event_error(event)))
        default: break
        }
    }

    private func report(_ event: OpaquePointer) {
        var run: (append: PendingAppend, partition: Partition, count: Int)?
        while let message = unsafe rd_kafka_event_message_next(event) {
            guard let slot = unsafe PendingAppend.Slot.of(message.pointee._private) else {
                continue
            }
            let (append, partition) = unsafe (slot.pointee.append, slot.pointee.partition)
            if append !== run?.append || partition != run?.partition {
                if let run { finish(run.append, run.count, sentTo: run.partition) }
                run = (append, partition, 0)
            }
            run?.count += 1
            let code = unsafe message.pointee.err
            if code != RD_KAFKA_RESP_ERR_NO_ERROR {
                append.fail(LogError(code))
                fail(LogError(code))
            } else if unsafe message.pointee.offset >= 0 {
                unsafe slot.pointee.offset = message.pointee.offset
            } else {
                // Sent twice, and the brokers have forgotten where the first came to stand.
                append.fail(.unavailable("the brokers do not say where a record stands"))
            }
        }
        if let run { finish(run.append, run.count, sentTo: run.partition) }
    }

    private func failWhatWaitsTooLong() {
        let limit = ContinuousClock.now - Self.longestWait
        guard state.withLock({ $0.begun.values.contains { $0 < limit } }) else { return }
        fail(.unavailable("the brokers did not acknowledge within \(Self.longestWait)"))
    }

    private func fail(_ error: LogError) {
        state.withLock { $0.failing = $0.failing ?? error }
    }

    /// Tells all that waits on `client` that it failed, and puts a new one in its place, unless
    /// the log is closed.
    private func start(anew client: OpaquePointer, _ error: LogError) {
        for (append, count) in state.withLock({ $0.takeUnsent(error) }) {
            append.fail(error)
            finish(append, count, sentTo: nil)
        }
        _ = unsafe rd_kafka_purge(client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
        while unsafe rd_kafka_outq_len(client) > 0 { unsafe serve(client) }
        let next = unsafe makeNext(after: client)
        // The former is ended when it is let go of, which waits for its threads: not in the lock.
        let former = state.withLock { state in
            defer { (state.client, state.failing) = (next, nil) }
            return state.client
        }
        withExtendedLifetime(former) {}
    }

    /// Until there is one, what comes fails: a file that the settings name may be away for a
    /// moment, or the system may have no thread. Nil when the log is closed before.
    private func makeNext(after client: OpaquePointer) -> Client? {
        while !state.withLock({ $0.isClosed }) {
            if let next = try? Client(settings, .producer, callbacks, events: Self.events) {
                return next
            }
            unsafe serve(client)
        }
        return nil
    }
}
