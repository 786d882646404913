internal import Glibc
internal import JSON
internal import LocalLog
internal import Log

/// Where a command reads the log: through the `peil up` that holds it, else the log itself.
enum LogSource: Sendable {
    case running(API)
    case direct(any Log)

    /// A `peil up` that runs in this data directory, else the directory's own file.
    init(_ services: Services) throws(Failure) {
        if Addresses(in: services.directory) != nil, services.compute.answers {
            self = .running(services.compute)
        } else {
            self = .direct(try Self.open(services.directory, partitions: services.partitions))
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
    static func open(_ directory: DataDirectory, partitions: Int32) throws(Failure) -> LocalLog {
        guard unsafe access(directory.path + "/log.sqlite", F_OK) == 0 else {
            throw .refused(
                "there is no log in \(directory.path)",
                advice: "`peil up` makes one; --data names another directory")
        }
        return try reading { () throws(LogError) in
            try LocalLog(directory: directory.path, partitions: partitions)
        }
    }

    static func reading<Result>(
        _ body: () throws(LogError) -> Result
    ) throws(Failure) -> Result {
        do throws(LogError) { return try body() } catch {
            throw .refused("\(error)", advice: "see that the data directory is the right one")
        }
    }
}
