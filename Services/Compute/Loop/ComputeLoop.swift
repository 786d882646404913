internal import Founding
internal import Log
internal import Messages
internal import Telemetry
internal import Time

/// Drives the hearts of all partitions that this process owns, on one thread.
final class ComputeLoop {
    /// At most so many records a poll, so that acknowledgements and the clock get their turn.
    private static let pollRecords = 5000
    /// At most so much on its way to the log: beyond it no records are read.
    private static let outstandingBytes = 16 << 20
    /// So long after the last record, what is folded is committed.
    private static let restMilliseconds = 2
    /// So often at least, what is folded is committed, the clock looked at and health told.
    private static let tick = Duration.seconds(1)
    private static let answerTimeoutMilliseconds = 100
    /// So long a partition that is given away may wait for its last acknowledgements.
    private static let farewell = Duration.seconds(3)

    private let log: LogID
    private let shelf: Shelf
    private let health: ComputeHealth
    private let surroundings: Owner.Surroundings
    private var owners: [Int32: Owner] = [:]
    /// The same by the numbers that acknowledgements carry.
    private var numbered: [Int: Owner] = [:]
    private var lastNumber = 0
    private var nextTick = ContinuousClock.now

    init(log: LogID, _ shelf: Shelf, _ surroundings: Owner.Surroundings) {
        self.log = log
        self.shelf = shelf
        health = surroundings.health
        self.surroundings = surroundings
    }

    /// Waits for what comes next and does it. Throws when the log cannot be read any more.
    func turn() throws(LogError) {
        health.beat()
        let wasAnswered = handle(surroundings.acknowledgements.takeAll())
        keepTime()
        if mustWait {
            handle(
                surroundings.acknowledgements.waitForAny(
                    timeoutMilliseconds: Self.answerTimeoutMilliseconds))
            return
        }
        do throws(LogError) {
            try poll(mayRest: !wasAnswered)
            health.tell(logFault: nil)
        } catch .unavailable(let reason) {
            // The log resumes by itself.
            health.tell(logFault: "the log does not answer: \(reason)")
        } catch .outOfRange(let partition, let wanted, let held) {
            owners[partition.number]?.halt(
                .log(.outOfRange(partition, wanted: wanted, held: held)))
        }
    }

    private var mustWait: Bool {
        var outstanding = 0
        for owner in owners.values {
            if owner.mustWait { return true }
            outstanding += owner.heart.outstandingBytes
        }
        return outstanding > Self.outstandingBytes
    }

    private func poll(mayRest: Bool) throws(LogError) {
        let isFolded = owners.values.contains { $0.heart.uncommitted > 0 }
        var current: Owner?
        var folded: [Owner] = []
        let news = try surroundings.consumer.poll(
            timeoutMilliseconds: isFolded ? Self.restMilliseconds : 100, limit: Self.pollRecords
        ) { partition, record in
            if current?.partition != partition.number {
                current = owners[partition.number]
                if let current { folded.append(current) }
            }
            current?.heart.fold(record)
        }
        switch news {
        case .records(let count):
            surroundings.metrics.records.add(count)
            // Not while records are handed over: what they want done may be the consumer's to do.
            folded.forEach { $0.flush() }
        case .claimed(let partitions): partitions.forEach { claim($0.number) }
        case .revoked(let partitions):
            bidFarewell(partitions.compactMap { owners[$0.number] })
            partitions.forEach { drop($0.number) }
        case .lost(let partitions): partitions.forEach { drop($0.number) }
        case .idle:
            // A poll that an acknowledgement has woken says nothing about the next record.
            if mayRest { owners.values.forEach { $0.rest() } }
        }
    }

    /// Whether there were any.
    @discardableResult
    private func handle(_ answers: [Acknowledgements.Answer]) -> Bool {
        for answer in answers { numbered[answer.owner]?.answer(answer) }
        return !answers.isEmpty
    }

    private func claim(_ partition: Int32) {
        lastNumber += 1
        let owner = Owner(of: partition, in: log, number: lastNumber, shelf, surroundings)
        owners[partition] = owner
        numbered[lastNumber] = owner
        health.claimed()
        owner.tell()
    }

    private func drop(_ partition: Int32) {
        owners[partition] = nil
        numbered = numbered.filter { $0.value.partition != partition }
        health.forget(partition)
        surroundings.metrics.forget(partition)
    }

    /// Commits what these have folded, if the log acknowledges it soon.
    private func bidFarewell(_ leaving: [Owner]) {
        leaving.forEach { $0.commitSoon() }
        let end = ContinuousClock.now + Self.farewell
        while ContinuousClock.now < end, leaving.contains(where: \.mustWait) {
            handle(
                surroundings.acknowledgements.waitForAny(
                    timeoutMilliseconds: Self.answerTimeoutMilliseconds))
        }
    }

    /// Before the loop ends: commits, and closes all files.
    func finish() {
        bidFarewell(Array(owners.values))
        Array(owners.keys).forEach(drop)
    }

    private func keepTime() {
        let now = ContinuousClock.now
        for owner in owners.values { owner.retry(now: now) }
        guard now >= nextTick else { return }
        nextTick = now + Self.tick
        let yesterday = Timestamp.now().date.adding(days: -1)
        for owner in owners.values {
            owner.commitSoon()
            owner.passed(yesterday)
            owner.tell()
        }
        lookBack()
    }

    /// A topic that was made anew, and filled beyond where the former was read, is read on without
    /// a fault: its first record tells.
    private func lookBack() {
        guard !owners.isEmpty, isRemade(surroundings.log, since: log) else { return }
        let alarm = Alarm.lostRecords("its first record is not there any more: it was made anew")
        for owner in owners.values { owner.halt(alarm) }
    }
}
