internal import Founding
internal import Log
internal import Synchronization
internal import Telemetry
internal import Threading
internal import Time

/// Reads the catalogue from its start and goes on with what comes, on a thread of its own.
final class CatalogueFollower: Sendable {
    let view: CatalogueView
    private let log: any Log
    private let logger: Logger
    private let consumer: any Consumer
    private let requests = Monitor(Requests())
    private let thread = Mutex<Thread?>(nil)
    let heartbeat = Heartbeat()

    /// Who waits for the catalogue's end, as it was after the asking.
    private struct Requests {
        var asked = 0
        /// The number of the last that was answered, and why it could not be where it was not.
        var answered = 0
        var failure: LogError?
        /// Why nothing is read any more.
        var ended: LogError?
        var stopping = false
    }

    /// How long a definition's answer is waited for at the most beyond its deadline.
    private static let roundMilliseconds = 200
    /// How often is looked whether the log is still the one it was.
    private static let lookBackEvery = Duration.seconds(1)

    init(log: any Log, view: CatalogueView, logger: Logger) throws(LogError) {
        self.log = log
        self.view = view
        self.logger = logger
        consumer = try log.reader()
    }

    /// Begins to read.
    func start() {
        thread.withLock { thread in
            thread = thread ?? Thread(name: "catalogue") { self.run() }
        }
    }

    /// Ends the reading; those who wait are told that the log is closed.
    func stop() {
        requests.with { $0.stopping = true }
        consumer.wake()
        thread.withLock { $0.take() }?.join()
        consumer.close()
    }

    /// Waits until the view has all that the catalogue held when this was called. Blocks.
    func catchUp(timeoutMilliseconds: Int = 5_000) throws(LogError) {
        let number = requests.with { requests in
            requests.asked += 1
            return requests.asked
        }
        consumer.wake()
        let result: Result<Void, LogError>? = requests.wait(
            timeoutMilliseconds: timeoutMilliseconds
        ) { requests in
            if requests.answered >= number {
                return requests.failure.map { .failure($0) } ?? .success(())
            }
            return requests.ended.map { .failure($0) }
        }
        try (result ?? .failure(.unavailable("the catalogue's end was not reached"))).get()
    }

    /// Why the catalogue is not followed any more; nil: it is. Nothing is appended then: what
    /// would be acknowledged, nobody might fold.
    var end: LogError? { requests.with { $0.ended } }

    private func run() {
        defer { heartbeat.rest() }
        do throws(LogError) {
            var goal: [Int32: Int64]?
            var nextLook = ContinuousClock.now
            while !isStopping {
                try round(&goal)
                guard ContinuousClock.now >= nextLook else { continue }
                try lookBack()
                nextLook = .now + Self.lookBackEvery
            }
            requests.with { $0.ended = .closed }
        } catch {
            view.report(fault: error.description)
            requests.with { $0.ended = error }
            if error == .closed { return }
            logger.error("the catalogue cannot be read", ["reason": error.description])
        }
    }

    /// Reads what there is and answers who waited for it. Throws what ends the reading.
    private func round(_ goal: inout [Int32: Int64]?) throws(LogError) {
        heartbeat.beat()
        do throws(LogError) {
            if goal == nil {
                let ends = try ends()
                try startReading()
                goal = ends
            }
            if let pending = requests.with({ $0.asked > $0.answered ? $0.asked : nil }) {
                let wanted = try ends()
                while !view.hasReached(wanted), !isStopping { try poll() }
                answer(pending, nil)
            } else {
                try poll()
            }
            view.report(fault: nil)
            if let goal, view.hasReached(goal) { view.becameReady() }
        } catch .unavailable(let reason) {
            view.report(fault: reason)
            let asked = requests.with { $0.asked }
            answer(asked, .unavailable(reason))
            view.settle(at: .now())
            _ = requests.wait(timeoutMilliseconds: Self.roundMilliseconds) {
                $0.stopping ? true : nil
            }
        }
    }

    /// Throws when the log is not the one any more that was founded.
    private func lookBack() throws(LogError) {
        guard isRemade(log, since: view.log) else { return }
        throw .unusable("it was made anew, its first record is not there any more")
    }

    private func startReading() throws(LogError) {
        let partitions = (0..<log.partitionCount).map { Partition(.catalogue, $0) }
        try consumer.start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, 0) }))
    }

    private var isStopping: Bool { requests.with { $0.stopping } }

    private func poll() throws(LogError) {
        heartbeat.beat()
        _ = try consumer.poll(timeoutMilliseconds: Self.roundMilliseconds, limit: 1_000) {
            partition, record in view.fold(partition.number, record)
        }
        view.settle(at: .now())
    }

    private func answer(_ number: Int, _ failure: LogError?) {
        requests.with { requests in
            requests.answered = number
            requests.failure = failure
        }
    }

    /// One past the last record of each partition that has any.
    private func ends() throws(LogError) -> [Int32: Int64] {
        var ends: [Int32: Int64] = [:]
        for number in 0..<log.partitionCount {
            let end = try log.bounds(of: Partition(.catalogue, number)).upperBound
            if end > 0 { ends[number] = end }
        }
        return ends
    }
}
