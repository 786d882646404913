@testable import Compute
import Log
import Messages
import Support
import Time

/// Does for one partition of one process what its heart wants done, as compute's own loop does,
/// with the model's log and disk. Here faults are planted: the heart is the product's.
final class ModelOwner {
    /// Where a process can die.
    enum Moment: CaseIterable {
        case beforeAppend, afterAppend, beforeCommit, afterCommit, beforeAnswer, afterAnswer
    }

    let partition: Int32
    let connection: ModelConnection
    var heart: PartitionHeart
    /// Where it reads on; nil: it reads nothing.
    private(set) var position: Int64?
    /// Nothing was read since it was told where to begin.
    private(set) var hasJustStarted = false
    private(set) var alarm: Alarm?
    /// Something failed and is to be tried again.
    private(set) var isPausing = false
    /// The process died meanwhile: nothing more is done.
    private(set) var isDead = false

    private let disk: ModelDisk
    private let judge: Judge
    private let planted: PlantedFault?
    private let dies: (Moment) -> Bool
    private let heard = Heard()
    private var unwritten: Rows?

    /// The log's answers. Unchecked because it is used by one thread, the simulation's.
    private final class Heard: @unchecked Sendable {
        var answers: [(id: BatchID, result: Result<[Int64], LogError>)] = []
    }

    init(
        of partition: Int32, in log: LogID, _ connection: ModelConnection, _ disk: ModelDisk,
        _ judge: Judge,
        planted: PlantedFault?, dies: @escaping (Moment) -> Bool
    ) {
        self.partition = partition
        self.connection = connection
        self.disk = disk
        self.judge = judge
        self.planted = planted
        self.dies = dies
        heart = PartitionHeart(log: log, partition: partition)
        take()
    }

    var updates: Partition { Partition(.updates, partition) }

    /// Hands over records that were read, wherever the reader got them from.
    func read(_ records: [StoredRecord]) {
        for record in records {
            let offset = planted == .skippedGuard ? heart.next : record.offset
            heart.fold(
                Record(offset: offset, key: record.key.span, value: record.value.span))
            if position != nil { position = record.offset + 1 }
        }
        hasJustStarted = false
        perform(heart.flush())
    }

    /// Hears one answer of the log.
    func hear() {
        if die(at: .beforeAnswer) { return }
        connection.tell()
        let answers = heard.answers
        heard.answers = []
        for answer in answers { perform(heart.appended(answer.id, answer.result)) }
        _ = die(at: .afterAnswer)
    }

    func rest() { perform(heart.rest()) }
    func commitSoon() { perform(heart.commitSoon()) }
    func pass(_ date: CalendarDate) { perform(heart.passed(date, at: Timestamp(date))) }

    /// Tries again what failed.
    func retry() {
        guard isPausing, !isDead else { return }
        isPausing = false
        if let unwritten { commit(unwritten) } else { take() }
    }

    private func die(at moment: Moment) -> Bool {
        if !isDead { isDead = dies(moment) }
        return isDead
    }

    private func perform(_ actions: [Action]) {
        for action in actions where !isDead { perform(action) }
    }

    private func perform(_ action: Action) {
        switch action {
        case .start(let offset): start(at: offset)
        case .append(let id, let batch): append(id, batch)
        case .commit(let rows): commit(rows)
        case .retake:
            position = nil
            pause()
        case .rebuild:
            disk.remove(partition)
            take()
        case .halt(let alarm):
            self.alarm = alarm
            position = nil
        }
    }

    private func start(at offset: Int64) {
        position = offset
        hasJustStarted = true
    }

    private func append(_ id: BatchID, _ batch: Batch) {
        if die(at: .beforeAppend) { return }
        if planted == .commitBeforeAppend {
            // The heart is told that all is out before any of it is sent.
            perform(heart.appended(id, .success(Array(repeating: 0, count: batch.count))))
            if isDead { return }
        }
        let heard = heard
        connection.append(batch) { heard.answers.append((id, $0)) }
        _ = die(at: .afterAppend)
    }

    private func commit(_ rows: Rows) {
        if die(at: .beforeCommit) { return }
        let wasStopped = unwritten != nil
        guard disk.write(rows, to: partition) else {
            position = nil
            unwritten = rows
            return pause()
        }
        unwritten = nil
        if die(at: .afterCommit) { return }
        perform(heart.committed())
        if wasStopped, heart.takesRecords { start(at: heart.next) }
    }

    private func pause() { isPausing = true }

    private func take() {
        let content = disk.open(heart.log, partition)
        let checkpoint = content.checkpoint
        do throws(LogError) {
            var evidence = try Evidence(from: connection, partition: partition, checkpoint)
            planted?.distort(&evidence, checkpoint)
            connection.floor = judge.floor(partition)
            perform(heart.take(checkpoint, content.state, evidence))
        } catch {
            pause()
        }
    }
}
