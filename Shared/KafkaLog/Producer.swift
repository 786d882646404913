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
        var row = MessageRow()
        /// Of what waits.
        var bytes = 0
        /// Since when each append waits.
        var begun: [ObjectIdentifier: ContinuousClock.Instant] = [:]
        /// The failure that is being told: what comes behind it fails likewise.
        var failing: LogError?
        var isClosed = false
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
        // With what librdkafka needs beside the bytes.
        let memory = batch.byteCount + batch.count * 128
        let append =
            batch.isEmpty
            ? nil
            : PendingAppend(
                count: batch.count, memoryBytes: memory, acknowledged)
        var unsent = 0
        let refusal: LogError? = state.withLock { state in
            if state.isClosed { return .closed }
            if let failing = state.failing { return failing }
            guard let append else { return nil }
            guard state.bytes + memory <= settings.bufferBytes || state.bytes == 0 else {
                return .full
            }
            state.bytes += memory
            state.begun[ObjectIdentifier(append)] = .now
            unsent = Self.produce(batch, append, &state)
            return nil
        }
        if let refusal { return refuse(append, batch.count, refusal, acknowledged) }
        guard let append else { return acknowledged(.success([])) }
        if unsent > 0 { finish(append, unsent) }
    }

    /// Returns how many were not taken, in which case all that follows fails too.
    private static func produce(
        _ batch: Batch, _ append: PendingAppend, _ state: inout State
    ) -> Int {
        var unsent = 0
        var current: Partition?
        var failure: LogError?
        func send(_ state: inout State) {
            guard let partition = current,
                let topic = unsafe state.client?.topic(partition.topic)
            else { return }
            let refused = unsafe state.row.produce(to: topic, partition.number)
            guard let first = unsafe refused.first else { return }
            failure = failure ?? LogError(unsafe first.code)
            unsent += unsafe refused.count
        }
        batch.forEach { partition, record in
            if partition != current {
                send(&state)
                current = partition
            }
            unsafe state.row.add(record, opaque: append.opaque(at: Int(record.offset)))
        }
        send(&state)
        if let failure {
            append.fail(failure)
            state.failing = failure
        }
        return unsent
    }

    private func refuse(
        _ append: PendingAppend?, _ count: Int, _ error: LogError,
        _ acknowledged: (Result<[Int64], LogError>) -> Void
    ) {
        guard let append else { return acknowledged(.failure(error)) }
        append.fail(error)
        if append.reported(count) { append.answer() }
    }

    private func finish(_ append: PendingAppend, _ reports: Int) {
        guard append.reported(reports) else { return }
        state.withLock { state in
            state.bytes -= append.memoryBytes
            state.begun[ObjectIdentifier(append)] = nil
        }
        append.answer()
    }

    /// Waits a moment for what is on its way, then answers all of it. Once closed, does nothing.
    func close() {
        state.withLock { $0.isClosed = true }
        thread.withLock { $0.take() }?.join()
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
            if let failing { unsafe start(anew: client, failing, isClosed) }
            guard isClosed, failing == nil else { continue }
            let end = farewell ?? .now + .milliseconds(Int(Self.farewellMilliseconds))
            farewell = end
            if unsafe rd_kafka_outq_len(client) == 0 || .now > end {
                unsafe start(anew: client, .closed, true)
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
        var current: PendingAppend?
        var count = 0
        while let message = unsafe rd_kafka_event_message_next(event) {
            guard
                let slot = unsafe message.pointee._private?
                    .assumingMemoryBound(to: PendingAppend.Slot.self)
            else { continue }
            let append = unsafe slot.pointee.owner._withUnsafeGuaranteedRef { $0 }
            if append !== current {
                if let current { finish(current, count) }
                current = append
                count = 0
            }
            count += 1
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
        if let current { finish(current, count) }
    }

    private func failWhatWaitsTooLong() {
        let limit = ContinuousClock.now - Self.longestWait
        guard state.withLock({ $0.begun.values.contains { $0 < limit } }) else { return }
        fail(.unavailable("the brokers did not acknowledge within \(Self.longestWait)"))
    }

    private func fail(_ error: LogError) {
        state.withLock { $0.failing = $0.failing ?? error }
    }

    /// Tells all that waits on `client` that it failed, and puts a new one in its place.
    private func start(anew client: OpaquePointer, _ error: LogError, _ isClosed: Bool) {
        _ = unsafe rd_kafka_purge(client, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
        while unsafe rd_kafka_outq_len(client) > 0 { unsafe serve(client) }
        // Only the settings could keep it from being made, and they have made one.
        let next =
            isClosed
            ? nil
            : try? Client(
                settings, .producer, callbacks, events: Self.events)
        state.withLock { state in
            state.client = next
            state.failing = nil
        }
    }
}
