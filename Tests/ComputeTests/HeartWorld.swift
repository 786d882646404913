import Compute
import Log
import Messages
import Time

/// A log, a disk and one partition's heart, all in memory; the test decides what happens when.
final class HeartWorld {
    static let log = LogID(0x3f9c_2a71)

    /// What stands on the topics; a hole of `updates` is nil.
    var updates: [[UInt8]?]
    var outcomes: [[UInt8]] = []
    var answers: [[UInt8]] = []
    /// Nil: expired.
    var rejects: [[UInt8]?] = []
    private(set) var disk: [Rows.Table: [Int: [UInt8]]] = [:]
    private var heart = PartitionHeart(log: log, partition: 0)
    /// Where the consumer reads next; nil: it does not read.
    private(set) var position: Int?
    /// Appends that were asked for and did not happen yet.
    private(set) var appends: [(id: BatchID, batch: Batch)] = []
    private(set) var commit: Rows?
    private(set) var alarm: Alarm?
    private(set) var rebuilds = 0
    private(set) var retakes = 0

    init(_ updates: [[UInt8]]) { self.updates = updates }

    var next: Int64 { heart.next }
    var uncommitted: Int { heart.uncommitted }
    var takesRecords: Bool { heart.takesRecords }
    var isHalted: Bool { heart.isHalted }
    var statistics: PartitionHeart.Statistics { heart.statistics }

    // What happens.

    /// The process is gone, and another takes the partition: what was not on the log or the disk
    /// never was.
    func restart() {
        heart = PartitionHeart(log: Self.log, partition: 0)
        appends = []
        commit = nil
        position = nil
        take()
    }

    func take() { perform(heart.take(storedCheckpoint, load(), evidence)) }

    /// Reads up to `count` records and flushes.
    func read(_ count: Int = .max) {
        guard let start = position else { return }
        let key = Array("key".utf8)
        for offset in start..<min(updates.count, count == .max ? .max : start + count) {
            position = offset + 1
            guard let value = updates[offset] else { continue }
            let record = Record(offset: Int64(offset), key: key.span, value: value.span)
            heart.fold(record)
        }
        perform(heart.flush())
    }

    /// The first `records` of an append arrive on the log, and are acknowledged where it is all.
    func arrive(_ index: Int = 0, records: Int = .max, acknowledged: Bool = true) {
        let (id, batch) = appends.remove(at: index)
        var offsets: [Int64] = []
        batch.forEach { partition, record in
            guard offsets.count < records else { return }
            offsets.append(put(record.value.copied, on: partition.topic))
        }
        if acknowledged, offsets.count == batch.count {
            perform(heart.appended(id, .success(offsets)))
        }
    }

    func failAppend(_ index: Int = 0) {
        let (id, _) = appends.remove(at: index)
        perform(heart.appended(id, .failure(.unavailable("an outage"))))
    }

    func answer(_ id: BatchID, _ offsets: [Int64]) {
        perform(heart.appended(id, .success(offsets)))
    }

    func feed(_ record: borrowing Record) {
        heart.fold(record)
        perform(heart.flush())
    }

    func rest() { perform(heart.rest()) }

    func halt(_ alarm: Alarm) { perform(heart.halt(alarm)) }

    func writeCommit() {
        commit?.forEach { table, id, row in disk[table, default: [:]][id] = row.copied }
        commit = nil
        perform(heart.committed())
    }

    func pass(_ date: CalendarDate) {
        perform(heart.passed(date, at: Timestamp(date.adding(days: 1))))
    }

    func loseDisk() { disk = [:] }

    /// Lets everything happen until nothing more does.
    func settle() {
        read()
        while true {
            if !appends.isEmpty {
                arrive()
            } else if commit != nil {
                writeCommit()
            } else if let position, position < updates.count, heart.takesRecords {
                read()
            } else if heart.uncommitted > 0, heart.takesRecords {
                rest()
            } else {
                return
            }
        }
    }

    // What the heart wants.

    private func perform(_ actions: [Action]) {
        for action in actions {
            switch action {
            case .start(let offset): position = Int(offset)
            case .append(let id, let batch): appends.append((id, batch))
            case .commit(let rows): commit = rows
            case .retake:
                retakes += 1
                appends = []
                position = nil
            case .rebuild:
                rebuilds += 1
                disk = [:]
                take()
            case .halt(let alarm):
                self.alarm = alarm
                position = nil
            }
        }
    }

    private func put(_ value: [UInt8], on topic: Topic) -> Int64 {
        switch topic {
        case .outcomes: outcomes.append(value)
        case .catalogue: answers.append(value)
        case .rejects: rejects.append(value)
        default: updates.append(value)
        }
        return switch topic {
        case .outcomes: Int64(outcomes.count - 1)
        case .catalogue: Int64(answers.count - 1)
        case .rejects: Int64(rejects.count - 1)
        default: Int64(updates.count - 1)
        }
    }

    // What the disk and the log say.

    var storedCheckpoint: Checkpoint? {
        disk[.checkpoint]?[0].flatMap { try? Checkpoint(row: $0.span) }
    }

    private func load() -> PartitionState {
        var state = PartitionState(log: Self.log, partition: 0)
        for table in Rows.Table.allCases {
            for (id, row) in (disk[table] ?? [:]).sorted(by: { $0.key < $1.key }) {
                try? state.load(table, id, row.span)
            }
        }
        return state
    }

    private var evidence: Evidence {
        let checkpoint = storedCheckpoint
        var evidence = Evidence(updates: 0..<Int64(updates.count))
        if let witness = checkpoint?.witness, witness.offset < updates.count,
            let value = updates[Int(witness.offset)]
        {
            evidence.witness = Checksum.crc32c(value.span)
        }
        evidence.outcome = outcomes.last.flatMap(position)
        evidence.answer = answers.last.flatMap(position)
        evidence.reject = rejects.last.flatMap { $0 }.flatMap(position)
        evidence.holdsAcknowledged =
            holds(checkpoint?.outcome, outcomes) && holds(checkpoint?.answer, answers)
        return evidence
    }

    private func holds(_ event: Checkpoint.Acknowledged?, _ topic: [[UInt8]]) -> Bool {
        guard let event else { return true }
        return event.offset < topic.count && position(topic[Int(event.offset)]) == event.position
    }

    private func position(_ event: [UInt8]) -> OutcomePosition? {
        if let outcome = try? OutcomeEvent(decoding: event.span) { return outcome.id.position }
        if let answer = try? CatalogueAnswer(decoding: event.span) { return answer.id.position }
        return (try? Reject(decoding: event.span))?.id.position
    }
}
