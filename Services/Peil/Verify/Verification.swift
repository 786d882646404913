internal import Compute
internal import Founding
internal import Glibc
internal import JSON
internal import Log
internal import Messages

/// Folds the whole log once more, in memory, and holds what comes of it against what there is. It
/// ends at the first difference.
struct Verification {
    /// What agreed.
    struct Tally {
        var updates = 0
        var events = 0
        /// Partitions whose committed state was compared, and in how many files.
        var states: Set<Int32> = []
        var files = 0
    }
    private let source: LogSource
    private let identity: LogIdentity
    /// The data directory of a compute that does not run.
    private let states: String?
    private(set) var tally = Tally()
    /// What the board must show.
    private var board = ExpectedBoard()
    /// One past the last update that was folded, by partition.
    private var ends: [Int32: Int64] = [:]

    /// notify is given so long to read what it has not read yet.
    private static let patience = Duration.seconds(10)
    private static let pauseMicroseconds: UInt32 = 200_000

    init(_ source: LogSource, states: String?) throws(Failure) {
        self.source = source
        self.states = states
        let first = try source.records(of: Partition(.updates, 0)).read()
        guard let first, let event = try? UpdateEvent(decoding: first.value.span),
            case .logCreated(let identity) = event.update
        else {
            throw .refused(
                "updates/0 does not begin with peil.log.created.v1",
                advice: "this is no log of Peil, or its beginning is lost")
        }
        self.identity = identity
    }

    mutating func run() throws(Failure) {
        for number in 0..<identity.partitions { try verify(partition: number) }
    }

    /// The first way in which a board differs and goes on to; nil where it does not.
    func boardDifference(at notify: API) throws(Failure) -> String? {
        let end = ContinuousClock.now + Self.patience
        while let difference = try board.difference(from: notify) {
            guard ContinuousClock.now < end else { return difference }
            usleep(Self.pauseMicroseconds)
        }
        return nil
    }

    /// Whether no update has come since those that were folded.
    func isStillWhole() throws(Failure) -> Bool {
        for (partition, end) in ends {
            let more = source.records(of: Partition(.updates, partition), from: end)
            guard try more.read() == nil else { return false }
        }
        return true
    }

    private mutating func verify(partition: Int32) throws(Failure) {
        let updates = Partition(.updates, partition)
        var kept = try keptStates(of: partition)[...]
        var refolding = Refolding(log: identity.log, partition: partition)
        var recorded: [Topic: RecordedEvents] = [:]
        for topic in [Topic.outcomes, .catalogue] {
            recorded[topic] = RecordedEvents(of: Partition(topic, partition), source)
        }
        let records = source.records(of: updates)
        var next: Int64 = 0
        while let record = try records.read() {
            try compare(&kept, before: record.offset, &refolding, updates)
            try fold(record, of: updates, &refolding, &recorded)
            next = record.offset + 1
        }
        ends[partition] = next
        try compare(&kept, before: next, &refolding, updates)
        if let state = kept.first, !source.isLive {
            throw .difference(
                "\(state.path), compute's state of \(updates), reaches to offset \(state.next), "
                    + "and the log ends at \(next)")
        }
        for topic in [Topic.outcomes, .catalogue] {
            guard let more = try recorded[topic]?.next() else { continue }
            // What came meanwhile is of later updates.
            if source.isLive, let id = EventID(of: more), id.cause.offset >= next { continue }
            throw .difference(
                "\(topic.rawValue)/\(partition) \(more.offset) is an event that no update makes")
        }
    }

    private mutating func fold(
        _ record: StoredRecord, of partition: Partition, _ refolding: inout Refolding,
        _ recorded: inout [Topic: RecordedEvents]
    ) throws(Failure) {
        var made: [(topic: Topic, value: [UInt8])] = []
        let fault = refolding.fold(record) { made.append(($0.topic, $1.value.copied)) }
        if let fault {
            throw .difference("\(partition) \(record.offset) cannot be folded: \(fault)")
        }
        for event in made {
            let held = try recorded[event.topic]?.awaited()
            guard let held, held.value == event.value else {
                let what = held.map { "offset \($0.offset) is another event" } ?? "it is missing"
                throw .difference(
                    "\(partition) \(record.offset) makes an event for \(event.topic.rawValue)/"
                        + "\(partition.number), where \(what)")
            }
            board.take(event.value)
            tally.events += 1
        }
        tally.updates += 1
    }

    private func keptStates(of partition: Int32) throws(Failure) -> [KeptState] {
        guard let states else { return [] }
        do throws(KeptStateError) {
            return try KeptState.all(of: partition, identity.log, in: states)
        } catch { throw .difference("\(error)") }
    }

    /// Holds those that reach no further than `offset` against what was folded before it.
    private mutating func compare(
        _ kept: inout ArraySlice<KeptState>, before offset: Int64, _ refolding: inout Refolding,
        _ partition: Partition
    ) throws(Failure) {
        while let state = kept.first, state.next <= offset {
            kept.removeFirst()
            if let difference = refolding.difference(from: state) {
                throw .difference(
                    "\(state.path), compute's state of \(partition) before offset "
                        + "\(state.next): \(difference)")
            }
            tally.states.insert(partition.number)
            tally.files += 1
        }
    }
}

extension Failure {
    /// What was found is not what the log makes.
    static func difference(_ what: String) -> Failure {
        .refused(
            what,
            advice: "keep a copy of the data directory; what can be rebuilt (compute-*, "
                + "notify-*) is made again from the log when it is removed")
    }
}
