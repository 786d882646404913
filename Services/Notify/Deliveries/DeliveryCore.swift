internal import HTTP
internal import Log
internal import Messages
internal import Synchronization
internal import Telemetry
internal import Threading
internal import Time

/// What the threads of deliveries share.
final class DeliveryCore: Sendable {
    /// What comes to the heart's thread from others.
    enum Message: Sendable {
        case share(Share.Event)
        case concluded(Attempt, AttemptResult, AttemptEntry)
        case appended(Bool)
    }

    let log: any Log
    let settings: DeliverySettings
    let logger: Logger
    let metrics: DeliveryMetrics
    /// Outcomes at their tail, and all subscriptions and deliveries.
    let reader: any Consumer
    let client: Client
    let claims: Claims
    let fetcher: LogFetcher
    let attempts: AttemptLog
    let ledger = Mutex(Ledger())
    /// How far outcomes were read at the tail.
    let tail: Monitor<OutcomesCursor>
    let faults = Mutex<[String: String]>([:])
    let readBacks = ReadBacks()
    /// Of the heart's loop.
    let heartbeat = Heartbeat()
    private let inbox = Mutex<[Message]>([])
    private let stopping = Atomic<Bool>(false)
    private let idle = Monitor(())

    init(
        _ log: any Log, _ settings: DeliverySettings, logger: Logger, metrics: DeliveryMetrics,
        attempts: AttemptLog, tail: OutcomesCursor
    ) throws(LogError) {
        self.log = log
        self.settings = settings
        self.logger = logger
        self.metrics = metrics
        self.attempts = attempts
        self.tail = Monitor(tail)
        reader = try log.reader()
        claims = try Claims(log, logger: logger)
        fetcher = LogFetcher(log)
        client = Client(ClientConfiguration(policy: settings.policy))
    }

    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Leaves it for the heart's thread, which does not sleep meanwhile.
    func post(_ message: Message) {
        let wasEmpty = inbox.withLock { inbox in
            defer { inbox.append(message) }
            return inbox.isEmpty
        }
        if wasEmpty { reader.wake() }
    }

    func takeMessages() -> [Message] {
        inbox.withLock { inbox in
            defer { inbox.removeAll() }
            return inbox
        }
    }

    func stop() {
        stopping.store(true, ordering: .relaxed)
        idle.with { _ in }
        reader.wake()
    }

    /// The log is away: it is asked again after a moment.
    func waitAWhile() {
        _ = idle.wait(timeoutMilliseconds: 250) { _ in isStopping ? () : nil }
    }

    func report(_ incident: Incident) {
        switch incident {
        case .dead(let id, let event):
            metrics.dead.add()
            logger.warning(
                "a delivery is dead", ["subscription": id.text, "event": event.text])
        case .disabled(let id, let reason):
            metrics.disabled[reason.rawValue].add()
            logger.warning(
                "a subscription is disabled",
                ["subscription": id.text, "reason": reason.rawValue])
        case .recovered(let id, let since):
            logger.info(
                "a receiver takes again",
                ["subscription": id.text, "failingSince": since.description])
        case .lostRecords(let id):
            setFault(
                id.text, "\(id.text) is owed outcomes that are not on the log: it lost records")
        case .unreadable(let id, let error):
            setFault(id.text, "\(id.text) is told nothing new: \(error)")
        case .sealed(let id):
            setFault(
                id.text,
                "\(id.text) is sealed under another webhooks.key: give every instance the same")
        case .opened(let id): setFault(id.text, nil)
        }
    }

    /// Nil when nothing is wrong.
    var fault: String? {
        faults.withLock { faults in
            if faults.isEmpty { return nil }
            return faults.sorted { $0.key < $1.key }.map(\.value).joined(separator: "; ")
        }
    }

    func setFault(_ name: String, _ text: String?) {
        let isNew = faults.withLock { faults in
            defer { faults[name] = text }
            return text != nil && faults[name] != text
        }
        if isNew, let text { logger.error("deliveries are impeded", ["fault": text]) }
    }
}

/// Those who wait until a record that they appended was read back.
final class ReadBacks: Sendable {
    private struct Waiting: Sendable {
        let partition: Partition
        let offset: Int64
        let answer: @Sendable () -> Void
    }
    private struct State {
        var waiting: [Waiting] = []
        var progress: [Partition: Int64] = [:]
    }
    private let state = Mutex(State())

    /// Calls `answer` when the record at `offset` was read.
    func wait(
        for offset: Int64, of partition: Partition, _ answer: @escaping @Sendable () -> Void
    ) {
        let isRead = state.withLock { state in
            if let next = state.progress[partition], next > offset { return true }
            state.waiting.append(
                Waiting(partition: partition, offset: offset, answer: answer))
            return false
        }
        if isRead { answer() }
    }

    func progressed(to progress: [Partition: Int64]) {
        let read = state.withLock { state in
            state.progress = progress
            let isRead = { (one: Waiting) in (progress[one.partition] ?? 0) > one.offset }
            let read = state.waiting.filter(isRead)
            state.waiting.removeAll(where: isRead)
            return read
        }
        for one in read { one.answer() }
    }
}
