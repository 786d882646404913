internal import HTTP
internal import Log
internal import Messages
internal import Telemetry
internal import Time

/// Puts definitions on the log and waits for what compute answers on the catalogue.
final class Definitions: Sendable {
    let log: any Log
    let catalogue: CatalogueFollower
    let workers: Workers
    let logger: Logger
    let metrics: IngestMetrics
    /// After so long without an answer a definition is answered 202.
    private let patienceMilliseconds: Int64

    init(
        log: any Log, catalogue: CatalogueFollower, workers: Workers, logger: Logger,
        metrics: IngestMetrics, patienceMilliseconds: Int64
    ) {
        self.log = log
        self.catalogue = catalogue
        self.workers = workers
        self.logger = logger
        self.metrics = metrics
        self.patienceMilliseconds = patienceMilliseconds
    }

    /// The answer holds the definition and more, and is a record too.
    private static let recordLimitBytes = Batch.recordLimitBytes / 2

    /// Appends the updates in their order and calls `then` with a verdict on each, in the same
    /// order; nil for one that has not come in time.
    func submit(
        _ updates: [Update], _ request: Request,
        then: @escaping @Sendable (Result<[Verdict?], LogError>) -> Void
    ) {
        let now = Timestamp.now()
        var writer = RecordWriter(
            submission: "definition-\(request.id)", traceparent: request.trace.description,
            time: now, partitions: log.partitionCount)
        var partitions: [Int32] = []
        do throws(LogError) {
            if let end = catalogue.end { throw end }
            for update in updates {
                guard let code = update.definedIndicator else { continue }
                partitions.append(
                    Partitioner.partition(of: code.text.utf8.span, among: log.partitionCount))
                let before = writer.batch.byteCount
                try writer.add(update, of: code)
                let bytes = writer.batch.byteCount - before
                guard bytes <= Self.recordLimitBytes else {
                    throw .tooLarge(bytes: bytes, limit: Self.recordLimitBytes)
                }
            }
        } catch {
            then(.failure(error))
            return
        }
        let view = catalogue.view
        view.expect()
        log.append(writer.take(), timing: metrics.appendSeconds) { [self, partitions] result in
            switch result {
            case .success(let offsets):
                let coordinates = zip(partitions, offsets).map {
                    Coordinate(partition: $0, offset: $1)
                }
                let deadline = now.adding(milliseconds: patienceMilliseconds)
                view.wait(for: coordinates, until: deadline) { verdicts in
                    self.tell(updates, verdicts, request)
                    then(.success(verdicts))
                }
            case .failure(let error):
                view.cancel()
                metrics.logFailures.add()
                then(.failure(error))
            }
        }
    }

    /// Every change is logged with who made it.
    private func tell(_ updates: [Update], _ verdicts: [Verdict?], _ request: Request) {
        let who = request.principal?.name ?? ""
        for (update, verdict) in zip(updates, verdicts) {
            let result = verdict?.outcome.rawValue ?? "pending"
            metrics.definitions[result].add()
            logger.info(
                "a definition was sent",
                [
                    "who": who, "what": update.kind.rawValue, "of": update.definedName,
                    "result": result, "request": request.id,
                ])
        }
    }
}

extension Update {
    /// The indicator that a definition is of.
    var definedIndicator: IndicatorCode? {
        switch self {
        case .indicatorDefined(let indicator): indicator.code
        case .targetSet(let target): target.indicator
        case .targetWithdrawn(let id): id.indicator
        case .logCreated, .rulesChanged, .dayPassed, .figuresReported: nil
        }
    }

    /// The code or id of what a definition defines.
    var definedName: String {
        switch self {
        case .indicatorDefined(let indicator): indicator.code.text
        case .targetSet(let target): target.id.text
        case .targetWithdrawn(let id): id.text
        case .logCreated, .rulesChanged, .dayPassed, .figuresReported: ""
        }
    }
}
