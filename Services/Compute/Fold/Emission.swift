internal import JSON
public import Log
public import Messages
internal import Time

/// What a fold has to say, as records on their way to the log: encoded at once, in order. What is
/// on the log already is not said again.
public struct Emission: ~Copyable {
    /// Outcomes and answers of the catalogue.
    public internal(set) var events = Batch()
    /// Rejects: they are to be on the log before any event that comes after them.
    public internal(set) var rejects = Batch()
    /// The last outcome and the last answer among `events`.
    public internal(set) var last = Last()

    /// An event was over the log's limit, which the limits of messages.md rule out: the partition
    /// cannot go on.
    public private(set) var overflow: LogError?

    /// An event of a batch: its place in the fold and in the batch.
    public struct Placed: Hashable, Sendable {
        public let position: OutcomePosition
        public let indexInBatch: Int
    }

    public struct Last: Hashable, Sendable {
        public var outcome: Placed?
        public var answer: Placed?
    }

    private let log: LogID
    private let partition: Int32
    private let highWater: HighWater
    private var writer = Writer(capacity: 4096)
    /// The record that is being folded.
    private var offset: Int64 = 0
    /// CRC-32C of its value.
    private(set) var checksum: UInt32 = 0
    private var time = Timestamp(milliseconds: 0)
    private var traceparent: [UInt8] = []
    /// How many outcomes it has had.
    private var index = 0

    public init(log: LogID, partition: Int32, after highWater: HighWater) {
        self.log = log
        self.partition = partition
        self.highWater = highWater
    }

    var isEmpty: Bool { events.isEmpty && rejects.isEmpty }

    /// Forgets what was emitted: it was handed over.
    public mutating func removeAll() {
        events = Batch(asLargeAs: events)
        rejects = Batch()
        last = Last()
    }

    /// The next events come of the record at `offset`.
    mutating func begin(offset: Int64, checksum: UInt32) {
        self.offset = offset
        self.checksum = checksum
        index = 0
    }

    /// Room for twice the 55 bytes of W3C's version 00, which later ones begin with.
    private static let traceparentLimit = 128

    /// When the record says it was made, and in which trace; empty: none.
    mutating func cause(time: Timestamp, traceparent: Span<UInt8>) {
        self.time = time
        if !self.traceparent.isEmpty { self.traceparent.removeAll(keepingCapacity: true) }
        // A stranger's may be of any length.
        if 1...Self.traceparentLimit ~= traceparent.count { self.traceparent.append(traceparent) }
    }

    private var id: EventID {
        EventID(
            log: log, cause: Coordinate(partition: partition, offset: offset), index: index,
            checksum: checksum)
    }

    private var position: OutcomePosition { OutcomePosition(offset: offset, index: index) }

    private var trace: String? {
        traceparent.isEmpty ? nil : String(copying: traceparent.span)
    }

    /// Whether the record's next outcome is not on the log yet: otherwise it need not be made.
    var takesOutcome: Bool { highWater.outcome.map { position > $0 } ?? true }

    /// Counts an outcome that is on the log already.
    mutating func passOutcome() { index += 1 }

    /// Emits the record's next outcome, if it is not on the log yet; `shorter`, where there is
    /// one, if the outcome is larger than a record may be.
    mutating func outcome(
        of indicator: IndicatorCode, _ outcome: @autoclosure () -> Outcome,
        shorter: () -> Outcome? = { nil }
    ) {
        if takesOutcome {
            write(outcome())
            if !fits(indicator.text.utf8.count), let shorter = shorter() {
                writer.reset()
                write(shorter)
            }
            add(outcomeOf: indicator.text.utf8.span)
        }
        index += 1
    }

    private mutating func write(_ outcome: Outcome) {
        OutcomeEvent(id: id, time: time, traceparent: trace, outcome: outcome)
            .encode(into: &writer)
    }

    /// Whether what was written is a record, under a key of so many bytes.
    private func fits(_ keyBytes: Int) -> Bool {
        keyBytes + writer.count <= Batch.recordLimitBytes
    }

    /// The same for a report, without a String, and only where `takesOutcome`; the latest figure
    /// is the report's.
    mutating func outcome(_ update: RawSeriesUpdated, of report: borrowing RawReport) {
        update.encode(id: id, of: report, into: &writer)
        add(outcomeOf: report.indicator)
        index += 1
    }

    /// The same where the latest figure is an older one.
    mutating func outcome(
        _ update: RawSeriesUpdated, of report: borrowing RawReport, latestSource: Span<UInt8>
    ) {
        update.encode(id: id, of: report, latestSource: latestSource, into: &writer)
        add(outcomeOf: report.indicator)
        index += 1
    }

    /// Emits the answer to a definition.
    mutating func answer(
        _ result: CatalogueAnswer.Result, _ subject: CatalogueAnswer.Subject
    ) {
        let position = OutcomePosition(offset: offset, index: 0)
        guard highWater.answer.map({ position > $0 }) ?? true else { return }
        let answer = CatalogueAnswer(
            id: id, time: time, traceparent: trace, result: result, subject: subject)
        answer.encode(into: &writer)
        last.answer = Placed(position: position, indexInBatch: events.count)
        switch subject {
        case .indicator(let code, _): add(to: .catalogue, key: code.text.utf8.span)
        case .target(let id, _): add(to: .catalogue, key: id.indicator.text.utf8.span)
        }
    }

    /// Says that the record could not be processed.
    mutating func reject(key: Span<UInt8>, _ errors: [ValidationError], submission: String?) {
        guard highWater.reject.map({ offset > $0 }) ?? true else { return }
        Reject(id: id, time: time, submission: submission, errors: errors).encode(into: &writer)
        // What it has of a stranger's record may be too long with the rest beside it.
        if fits(key.count) { return add(to: .rejects, key: key) }
        if !fits(0) {
            writer.reset()
            Reject(id: id, time: time, submission: nil, errors: [Self.tooLarge])
                .encode(into: &writer)
        }
        let none: [UInt8] = []
        add(to: .rejects, key: none.span)
    }

    private static let tooLarge = ValidationError(
        .tooLarge, "what is wrong with the record takes more room than a record has")

    private mutating func add(outcomeOf indicator: Span<UInt8>) {
        last.outcome = Placed(position: position, indexInBatch: events.count)
        add(to: .outcomes, key: indicator)
    }

    /// Adds what was just written.
    private mutating func add(to topic: Topic, key: Span<UInt8>) {
        // The writer is borrowed meanwhile: the batch must not be reached through `self`.
        var batch = topic == .rejects ? take(&rejects) : take(&events)
        do throws(LogError) {
            try batch.add(to: Partition(topic, partition), key: key, value: writer.bytes)
        } catch {
            overflow = error
        }
        writer.reset()
        if topic == .rejects { rejects = batch } else { events = batch }
    }
}

/// The batch, leaving an empty one.
private func take(_ batch: inout Batch) -> Batch {
    defer { batch = Batch() }
    return batch
}

/// What is on the log already: up to which updates, all of their outcomes, answers and rejects.
public struct HighWater: Hashable, Sendable {
    public var outcome: OutcomePosition?
    public var answer: OutcomePosition?
    /// The offset of the last update that is certain to have no reject that is missing.
    public var reject: Int64?

    public init(
        outcome: OutcomePosition? = nil, answer: OutcomePosition? = nil, reject: Int64? = nil
    ) {
        self.outcome = outcome
        self.answer = answer
        self.reject = reject
    }
}
