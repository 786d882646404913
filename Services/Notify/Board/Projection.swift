internal import Founding
internal import Log
internal import Messages
internal import Store
internal import Synchronization
internal import Telemetry
internal import Threading

/// Reads outcomes and catalogue and keeps the board and the feed up to them.
final class Projection: Sendable {
    private let log: any Log
    private let identity: LogIdentity
    private let board: Board
    private let feed: EventFeed
    private let logger: Logger
    private let counts: ProjectionCounts
    private let reader: any Consumer
    private let state = Monitor(ProjectionState())
    let heartbeat = Heartbeat()

    static let batchLimit = 1_000
    private static let patienceMilliseconds = 1_000
    /// How often the lag is measured.
    private static let tick = Duration.seconds(5)

    init(
        log: any Log, identity: LogIdentity, board: Board, feed: EventFeed, logger: Logger,
        counts: ProjectionCounts
    ) throws(LogError) {
        self.log = log
        self.identity = identity
        self.board = board
        self.feed = feed
        self.logger = logger
        self.counts = counts
        reader = try log.reader()
        try awaitEnds()
    }

    /// Why it is not up to date; nil when it is.
    var fault: String? { state.with { $0.fault } }

    /// Whether what it reads of these partitions is told up to there.
    func hasTaken(_ ends: [Partition: Int64]) -> Bool { state.with { $0.hasTaken(ends) } }

    /// Returns after `stop`.
    func run() {
        defer { heartbeat.rest() }
        var intake = startReading()
        var nextTick = ContinuousClock.now
        while !state.with({ $0.stopping }) {
            heartbeat.beat()
            if board.isDamaged { intake = beginAnew() ?? intake }
            do throws(LogError) {
                var behind: Set<Partition> = []
                let poll = try reader.poll(
                    timeoutMilliseconds: Self.patienceMilliseconds, limit: Self.batchLimit
                ) { partition, record in
                    if !behind.contains(partition), !intake.take(partition, record) {
                        behind.insert(partition)
                    }
                }
                if case .idle = poll { clearFault() }
                if !behind.isEmpty { try seek(behind, to: intake.positions) }
            } catch {
                if error == .closed { return }
                if case .outOfRange(let partition, _, _) = error {
                    lose(partition, error.description)
                } else {
                    pause("the log: \(error)")
                }
            }
            let batch = intake.takeBatch()
            if !batch.isEmpty, !commit(batch) { intake = beginAnew() ?? startReading() }
            if ContinuousClock.now >= nextTick {
                tellLag()
                nextTick = .now + Self.tick
            }
        }
    }

    func stop() {
        state.with { $0.stopping = true }
        reader.wake()
    }

    func close() { reader.close() }

    /// Commits, as often as it takes, and publishes. False when the file is damaged.
    private func commit(_ batch: BoardBatch) -> Bool {
        while true {
            do throws(StoreError) {
                try board.commit(batch)
                clearFault()
                feed.publish(batch.outcomes)
                state.with { $0.tell(batch.positions) }
                counts.count(batch)
                for unreadable in batch.unreadable {
                    logger.error(
                        "a record cannot be read and is passed over",
                        [
                            "partition": unreadable.partition.description,
                            "offset": unreadable.offset, "reason": unreadable.error.message,
                        ])
                }
                return true
            } catch {
                if case .corrupt = error { return false }
                pause("the board's file: \(error)")
                if state.with({ $0.stopping }) { return true }
            }
        }
    }

    private func seek(
        _ partitions: Set<Partition>, to positions: [Partition: BoardPosition]
    ) throws(LogError) {
        var starts: [Partition: Int64] = [:]
        for partition in partitions { starts[partition] = positions[partition]?.next ?? 0 }
        try reader.start(starts)
    }

    /// Notes why nothing goes on, and waits a little.
    private func pause(_ fault: String) {
        heartbeat.beat()
        let isNew = state.with { state in
            defer { state.hindrance = fault }
            return state.hindrance != fault
        }
        if isNew { logger.error("the board stands still", ["reason": fault]) }
        _ = state.wait(timeoutMilliseconds: Self.patienceMilliseconds) { $0.stopping ? () : nil }
    }

    /// Leaves the gauge as it is when the log does not answer.
    private func tellLag() {
        let positions = board.positions
        var records: Int64 = 0
        for partition in partitions {
            guard let end = try? log.bounds(of: partition).upperBound else { return }
            records += max(0, end - (positions[partition]?.next ?? 0))
        }
        counts.lag.set(Double(records))
    }

    /// Reads a partition no more, of which records that were read are gone.
    private func lose(_ partition: Partition, _ reason: String) {
        reader.stop([partition])
        state.with { $0.lost[partition] = reason }
        logger.error("the log lost records", ["reason": reason])
    }

    private func clearFault() { state.with { $0.hindrance = nil } }
}

// Beginning to read.
extension Projection {
    private func awaitEnds() throws(LogError) {
        var ends: [Partition: Int64] = [:]
        for partition in partitions { ends[partition] = try log.bounds(of: partition).upperBound }
        state.with { state in
            state.awaited = ends
            state.tell(board.positions)
        }
    }

    private var partitions: [Partition] {
        (0..<identity.partitions).flatMap { [Partition(.outcomes, $0), Partition(.catalogue, $0)] }
    }

    /// Starts every partition at its position, once the log answers. A partition whose record
    /// before its position is gone or another is left alone: the log lost what was read from it.
    private func startReading() -> Intake {
        let positions = board.positions
        var left = partitions
        while let partition = left.last, !state.with({ $0.stopping }) {
            heartbeat.beat()
            let position = positions[partition] ?? BoardPosition()
            do throws(LogError) {
                if let loss = try loss(of: partition, at: position) {
                    lose(partition, loss)
                } else {
                    try reader.start([partition: position.next])
                }
                left.removeLast()
            } catch {
                if case .outOfRange(let partition, _, _) = error {
                    lose(partition, error.description)
                    left.removeLast()
                } else {
                    pause("the log: \(error)")
                }
                if error == .closed { break }
            }
        }
        clearFault()
        return Intake(log: identity.log, positions: positions)
    }

    private func loss(
        of partition: Partition, at position: BoardPosition
    ) throws(LogError) -> String? {
        guard position.next > 0 else { return nil }
        let record = try log.record(at: position.next - 1, of: partition)
        if let record, Checksum.crc32c(record.value.span) == position.witness { return nil }
        return "\(partition) has another record at \(position.next - 1) than was read from it, "
            + "or none: the log lost acknowledged records, or was replaced"
    }

    /// Begins a new board in the place of a damaged one; nil when that cannot be done yet.
    private func beginAnew() -> Intake? {
        do throws(BoardFile.OpeningError) {
            try board.beginAnew()
        } catch {
            pause("the board's file: \(error)")
            return nil
        }
        return startReading()
    }
}
