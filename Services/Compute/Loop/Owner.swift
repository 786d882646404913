internal import Log
internal import Messages
internal import Telemetry
internal import Time

/// Does for one partition what its heart wants done. Lives on the loop's thread.
final class Owner {
    /// What all owners of a loop share.
    struct Surroundings {
        let log: any Log
        let consumer: any Consumer
        let acknowledgements: Acknowledgements
        let health: ComputeHealth
        let metrics: ComputeMetrics
        let logger: Logger
    }

    let partition: Int32
    var heart: PartitionHeart
    /// By which acknowledgements find it: each time a partition is taken it has another.
    let number: Int
    let shelf: Shelf
    let surroundings: Surroundings
    var file: PartitionFile?
    /// Rows that could not be written yet.
    var unwritten: Rows?
    /// When what failed is tried again; nil: nothing waits.
    var retryAt: ContinuousClock.Instant?
    var failures = 0
    /// Why the partition is not up to date, beside being behind.
    var fault: String? {
        didSet { if fault != oldValue { tellHealth() } }
    }
    /// The log does not say how far it is.
    private var outage: String? {
        didSet { if outage != oldValue { tellHealth() } }
    }
    private var isToldCaughtUp = false
    private var told = PartitionHeart.Statistics()

    init(
        of partition: Int32, in log: LogID, number: Int, _ shelf: Shelf,
        _ surroundings: Surroundings
    ) {
        self.partition = partition
        self.number = number
        self.shelf = shelf
        self.surroundings = surroundings
        heart = PartitionHeart(log: log, partition: partition)
        tellHealth()
        take()
    }

    var updates: Partition { Partition(.updates, partition) }

    /// Whether it goes on when acknowledgements have come, and not before.
    var mustWait: Bool { heart.isWaiting && unwritten == nil }

    func answer(_ answer: Acknowledgements.Answer) {
        perform(heart.appended(answer.batch, answer.result))
    }

    func flush() { perform(heart.flush()) }

    func rest() { perform(heart.rest()) }

    func commitSoon() { perform(heart.commitSoon()) }

    /// The log has no more what it had.
    func halt(_ alarm: Alarm) { perform(heart.halt(alarm)) }

    func passed(_ date: CalendarDate) { perform(heart.passed(date, at: .now())) }

    /// Tries again what failed, if its time has come.
    func retry(now: ContinuousClock.Instant) {
        guard let time = retryAt, now >= time else { return }
        retryAt = nil
        if let unwritten { commit(unwritten) } else { take() }
    }

    func perform(_ actions: [Action]) {
        for action in actions { perform(action) }
        if heart.isCaughtUp != isToldCaughtUp { tellHealth() }
    }

    private func tellHealth() {
        isToldCaughtUp = heart.isCaughtUp
        let isBehind = isToldCaughtUp ? nil : "the log is being caught up with"
        surroundings.health.tell(partition, fault ?? outage ?? isBehind)
    }

    /// One past the last update; nil where the log does not answer, which health is told.
    private func askEnd() -> Int64? {
        do throws(LogError) {
            let end = try surroundings.log.bounds(of: updates).upperBound
            outage = nil
            return end
        } catch {
            outage = "the log does not answer: \(error)"
            return nil
        }
    }

    /// Tells the metrics how it stands.
    func tell() {
        let metrics = surroundings.metrics
        let end = askEnd()
        metrics.tell(
            partition, series: heart.seriesCount, lag: end.map { max(0, $0 - heart.next) },
            isStopped: heart.isHalted)
        let now = heart.statistics
        metrics.dropped.add(now.dropped - told.dropped)
        metrics.holes.add(now.holes - told.holes)
        metrics.events.add(now.events - told.events)
        metrics.rejects.add(now.rejects - told.rejects)
        told = now
    }
}
