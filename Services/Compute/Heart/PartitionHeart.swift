public import Log
public import Messages
internal import Time

/// Names a batch of one partition; a heart gives each number once.
public typealias BatchID = Int

/// What a heart wants done.
public enum Action: Sendable {
    /// Read the partition from this offset on, whatever was read of it before.
    case start(at: Int64)
    /// Append, and tell the heart under this number what came of it.
    case append(BatchID, Batch)
    /// Write these rows in one transaction, and tell the heart when it is done.
    case commit(Rows)
    /// Something failed: read the file and the log anew, after a pause.
    case retake(LogError)
    /// Remove the file, which is of no use for this reason, and take the partition anew.
    case rebuild(String)
    /// Fold no further: a person must look.
    case halt(Alarm)
}

/// Decides what is done for one partition: folds, emits, then commits. A value without clock, input
/// or output: it takes what happened and says what to do, in order.
///
///     heart.take(checkpoint, state, evidence)  → start
///     heart.fold(record) …, heart.flush()      → append
///     heart.appended(id, result)               → append, commit
///     heart.committed()                        → start, where records were passed meanwhile
///
/// The next records are folded while batches are on their way; before a commit all of them must
/// have been acknowledged, so that the state that is written is the state whose outcomes are out.
public struct PartitionHeart: ~Copyable {
    enum Phase: Equatable {
        /// Waits for what the file holds and what the log says.
        case taking
        case folding
        /// Folds nothing more until all is acknowledged; commits then.
        case draining
        case committing
        case halted
    }

    /// How many records are folded before a commit is due, however busy it is.
    public static let recordsPerCommit = 100_000

    public let log: LogID
    public let partition: Int32
    var phase = Phase.taking
    var state: PartitionState
    var emission: Emission
    var outbox: Outbox
    var report = RawReport()
    /// The offset of the record that is folded next.
    public internal(set) var next: Int64 = 0
    var witness: Checkpoint.Witness?
    /// Records folded since the last commit.
    public internal(set) var uncommitted = 0
    /// What the log held when the partition was taken, and what was seen of it since.
    var end: Int64 = 0
    /// A record came that could not be taken: the partition is to be read from `next` again.
    var mustRestart = false
    /// Where a hole was seen first; seen again after reading anew, it is the log's own.
    var holeAt: Int64?
    /// What a fold found, to be told with the next actions.
    var alarm: Alarm?
    /// A day that was appended, and under which number.
    var day: (id: BatchID, date: CalendarDate)?
    public internal(set) var statistics = Statistics()

    public struct Statistics: Hashable, Sendable {
        /// Records that came again and were dropped.
        public var dropped = 0
        /// Offsets that hold no record of ours.
        public var holes = 0
        /// Outcomes and answers that were emitted, repeats included.
        public var events = 0
        public var rejects = 0
    }

    public init(log: LogID, partition: Int32) {
        self.log = log
        self.partition = partition
        state = PartitionState(log: log, partition: partition)
        emission = Emission(log: log, partition: partition, after: HighWater())
        outbox = Outbox(after: nil, firstID: 0)
    }

    /// Whether records can be folded now. Otherwise they are passed, and read again later.
    public var takesRecords: Bool { phase == .folding && !state.isSweeping && alarm == nil }

    /// Whether it goes on when the log or the file has answered, and not before.
    public var isWaiting: Bool {
        switch phase {
        case .draining, .committing: true
        case .folding: state.isSweeping
        case .taking, .halted: false
        }
    }

    /// Whether it is stopped until a person has looked.
    public var isHalted: Bool { phase == .halted }

    /// Whether all that the log held when the partition was taken has been folded.
    public var isCaughtUp: Bool {
        (phase == .folding || phase == .draining || phase == .committing) && next >= end
    }

    /// Bytes of batches that the log has not acknowledged.
    public var outstandingBytes: Int { outbox.byteCount }

    /// How many series the partition has.
    public var seriesCount: Int { state.seriesCount }
}
