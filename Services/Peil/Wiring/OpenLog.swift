internal import KafkaLog
internal import LocalLog
internal import Log
internal import Settings
internal import Synchronization
internal import Telemetry

/// The log that the settings name. A local one is opened, or made; one on Kafka is neither waited
/// for nor made: `FoundedLog` does both. What its clients count goes to `metrics`.
func openLog(
    _ settings: Settings, logger: Logger, metrics: Metrics = Metrics()
) throws(LogError) -> any Log {
    switch settings.log {
    case .local:
        try LocalLog(
            directory: settings.dataDirectory, partitions: Int32(settings.topicsPartitions))
    case .kafka:
        try KafkaLog(
            KafkaSettings(settings), notice: BrokerNotices(logger).take,
            statistics: KafkaMetrics(metrics).take(statistics:))
    }
}

/// What librdkafka says, as log lines: of every kind one in a while, for it tells of each
/// connection that it tries in vain.
private final class BrokerNotices: Sendable {
    private let logger: Logger
    private let last = Mutex<[String: ContinuousClock.Instant]>([:])

    private static let pause = Duration.seconds(30)
    /// As syslog counts.
    private static let warning: Int32 = 4

    init(_ logger: Logger) { self.logger = logger }

    @Sendable func take(_ notice: KafkaNotice) {
        let now = ContinuousClock.now
        let isNew = last.withLock { last in
            guard now >= last[notice.facility, default: now] else { return false }
            last[notice.facility] = now + Self.pause
            return true
        }
        if isNew, notice.level <= Self.warning {
            logger.warning(notice.text, ["facility": notice.facility])
        } else {
            logger.debug(notice.text, ["facility": notice.facility])
        }
    }
}

extension KafkaSettings {
    init(_ settings: Settings) {
        self.init(
            properties: settings.kafka, prefix: settings.topicsPrefix,
            partitions: Int32(settings.topicsPartitions),
            replication: Int32(settings.topicsReplication))
    }

    /// Where it is, as people say it.
    var place: String {
        "\(prefix)… on Kafka at \(properties["bootstrap.servers"] ?? "")"
    }
}
