internal import Glibc
internal import JSON
internal import KafkaLog
internal import LocalLog
internal import Log
internal import Settings
internal import Telemetry

/// Where a command reads the log: through the `peil up` that holds it, else the log itself.
enum LogSource: Sendable {
    case running(API)
    case direct(any Log)

    /// As the commands' help says it.
    static let details =
        "The log is local (`log` is local) unless told otherwise: read through the peil up that "
        + "runs in the data directory, else from its file. With PEIL_LOG=kafka it is Kafka's."

    /// The log that the settings of a command name.
    init(_ invocation: Invocation) throws(Failure) {
        let settings = try invocation.settings()
        let services = try Services(invocation, settings)
        switch settings.log {
        case .kafka: self = .direct(try Self.kafka(settings, Logger(settings, invocation)))
        case .local where Addresses(in: services.directory) != nil && services.compute.answers:
            self = .running(services.compute)
        case .local:
            self = .direct(try Self.local(services.directory, services.partitions))
        }
    }

    /// Whether others may append while it is read.
    var isLive: Bool {
        switch self {
        case .running: true
        case .direct(let log): !(log is LocalLog)
        }
    }

    /// The partitions of all topics, as `LogDocument.topics` writes them.
    func topics() throws(Failure) -> [Value] {
        let document: Value?
        switch self {
        case .running(let compute): document = try compute.get("/v1/log/topics")
        case .direct(let log):
            document = try Self.reading { () throws(LogError) in
                try? Value(LogDocument.topics(try LogBrowser(log: log).extents()).span)
            }
        }
        return document?["topics"]?.elements ?? []
    }

    /// The records of a partition from `start` on.
    func records(of partition: Partition, from start: Int64 = 0) -> RecordStream {
        switch self {
        case .running(let compute): RecordStream(compute, partition, from: start)
        case .direct(let log): RecordStream(PartitionReader(log, partition, from: start))
        }
    }

    /// Opens the log of a data directory in which no `peil up` runs.
    static func local(
        _ directory: DataDirectory, _ partitions: Int32
    ) throws(Failure) -> LocalLog {
        guard unsafe access(directory.path + "/log.sqlite", F_OK) == 0 else {
            throw .refused(
                "there is no log in \(directory.path)",
                advice: "`peil up` makes one; --data names another directory, and PEIL_LOG=kafka "
                    + "a log on Kafka")
        }
        return try reading { () throws(LogError) in
            try LocalLog(directory: directory.path, partitions: partitions)
        }
    }

    private static func kafka(
        _ settings: Settings, _ logger: Logger
    ) throws(Failure) -> any Log {
        let place = KafkaSettings(settings).place
        return try reading { () throws(LogError) in
            let log = try openLog(settings, logger: logger)
            guard let kafka = log as? KafkaLog,
                try kafka.existingTopics().count == Topic.allCases.count
            else { throw .unusable("there are no topics \(place)") }
            return log
        }
    }

    static func reading<Result>(
        _ body: () throws(LogError) -> Result
    ) throws(Failure) -> Result {
        do throws(LogError) { return try body() } catch {
            if case .unavailable = error {
                throw .unreachable(
                    "\(error)", advice: "see that it runs, and kafka.bootstrap.servers names it")
            }
            throw .refused(
                "\(error)",
                advice: "see that --data, or kafka.bootstrap.servers and topics.prefix, name the "
                    + "right one")
        }
    }
}
