internal import Log
internal import Messages

/// What one transaction takes into the board.
struct BoardBatch: Sendable {
    var outcomes: [PublishedEvent] = []
    var answers: [CatalogueAnswer] = []
    /// How far the partitions are read after it.
    var positions: [Partition: BoardPosition] = [:]
    var waymarks: [(partition: Int32, position: BoardPosition)] = []
    /// Records that were dropped: handled before, or not to be read.
    var copies = 0
    var unreadable: [Unreadable] = []

    struct Unreadable: Sendable {
        let partition: Partition
        let offset: Int64
        let error: ValidationError
    }

    var isEmpty: Bool { positions.isEmpty }
}

/// An outcome with the bytes it has everywhere.
struct PublishedEvent: Sendable {
    let event: OutcomeEvent
    let record: [UInt8]

    init(_ event: OutcomeEvent, record: [UInt8]) {
        self.event = event
        self.record = record
    }

    var partition: Int32 { event.id.cause.partition }
    var position: OutcomePosition { event.id.position }
}

/// Gathers the records of outcomes and catalogue into batches, each event once: what is not above
/// the highest (offset, n) of its partition is a copy. No I/O.
struct Intake {
    private let log: LogID
    private(set) var positions: [Partition: BoardPosition]
    private var batch = BoardBatch()
    /// The holes that were met a second time: records of others, to be passed.
    private var holes: Set<Hole> = []

    private struct Hole: Hashable {
        let partition: Partition
        let offset: Int64
    }

    init(log: LogID, positions: [Partition: BoardPosition]) {
        self.log = log
        self.positions = positions
    }

    /// What was gathered since the last time.
    mutating func takeBatch() -> BoardBatch {
        defer { batch = BoardBatch() }
        return batch
    }

    /// False when records are missing before this one: read the partition again from its position.
    mutating func take(_ partition: Partition, _ record: borrowing Record) -> Bool {
        var position = positions[partition] ?? BoardPosition()
        guard record.offset >= position.next else { return true }
        if record.offset > position.next {
            let hole = Hole(partition: partition, offset: position.next)
            guard holes.remove(hole) != nil else {
                holes.insert(hole)
                return false
            }
        }
        position.next = record.offset + 1
        position.witness = Checksum.crc32c(record.value)
        do throws(ValidationError) {
            if partition.topic == .outcomes {
                try takeOutcome(partition, record, &position)
            } else {
                try takeAnswer(partition, record, &position)
            }
        } catch {
            batch.unreadable.append(
                BoardBatch.Unreadable(partition: partition, offset: record.offset, error: error))
        }
        positions[partition] = position
        batch.positions[partition] = position
        if partition.topic == .outcomes, position.next % BoardFile.waymarkInterval == 0 {
            batch.waymarks.append((partition.number, position))
        }
        return true
    }

    private mutating func takeOutcome(
        _ partition: Partition, _ record: borrowing Record, _ position: inout BoardPosition
    ) throws(ValidationError) {
        let event = try OutcomeEvent(decoding: record.value)
        guard try isNew(event.id, in: partition, &position) else { return }
        position.time = max(position.time, event.time)
        batch.outcomes.append(PublishedEvent(event, record: record.value.copied))
    }

    private mutating func takeAnswer(
        _ partition: Partition, _ record: borrowing Record, _ position: inout BoardPosition
    ) throws(ValidationError) {
        let answer = try CatalogueAnswer(decoding: record.value)
        guard try isNew(answer.id, in: partition, &position) else { return }
        batch.answers.append(answer)
    }

    private mutating func isNew(
        _ id: EventID, in partition: Partition, _ position: inout BoardPosition
    ) throws(ValidationError) -> Bool {
        guard id.log == log, id.cause.partition == partition.number else {
            throw ValidationError(
                .malformed, "this event belongs elsewhere", found: id.text,
                expected: "an event of log \(log.text), partition \(partition.number)")
        }
        if let highest = position.highest, id.position <= highest {
            batch.copies += 1
            return false
        }
        position.highest = id.position
        return true
    }
}
