internal import HTTP
internal import JSON
internal import LocalLog
internal import Log
internal import Glibc

/// Where a command reads the log: through the `peil up` that holds it, else from its file.
enum LogSource: Sendable {
    case running(API)
    case file(LogBrowser)

    /// A `peil up` that runs in this data directory, else the directory's own file.
    init(_ services: Services) throws(Failure) {
        if Addresses(in: services.directory) != nil, services.compute.answers {
            self = .running(services.compute)
        } else {
            self = .file(
                LogBrowser(log: try Self.open(services.directory, partitions: services.partitions)))
        }
    }

    /// The partitions of all topics, as `LogDocument.topics` writes them.
    func topics() throws(Failure) -> [Value] {
        switch self {
        case .running(let compute):
            return try compute.get("/v1/log/topics")["topics"]?.elements ?? []
        case .file(let browser):
            return try Self.reading { () throws(LogError) in
                Self.document(LogDocument.topics(try browser.extents()))
            }["topics"]?.elements ?? []
        }
    }

    /// The records of a partition from `start` on, some of them.
    func page(_ partition: Partition, from start: Int64) throws(Failure) -> LogBrowser.Page {
        switch self {
        case .running(let compute):
            let response = try compute.send(
                compute.request(
                    .get, "/v1/log/\(partition.topic.rawValue)",
                    [("partition", "\(partition.number)"), ("from", "\(start)")]))
            guard response.status == 200 else { throw compute.refusal(response) }
            do throws(JSONError) {
                return try LogBrowser.Page(document: response.body)
            } catch { throw compute.garbled }
        case .file(let browser):
            return try Self.reading { () throws(LogError) in
                try browser.page(of: partition, from: start, limit: LogRoutes.pageLimit)
            }
        }
    }

    /// Opens the log of a data directory in which no `peil up` runs.
    static func open(
        _ directory: DataDirectory, partitions: Int32
    ) throws(Failure) -> any Log {
        guard unsafe access(directory.path + "/log.sqlite", F_OK) == 0 else {
            throw .refused(
                "there is no log in \(directory.path)",
                advice: "`peil up` makes one; --data names another directory")
        }
        return try reading { () throws(LogError) in
            try LocalLog(directory: directory.path, partitions: partitions)
        }
    }

    private static func reading<Result>(
        _ body: () throws(LogError) -> Result
    ) throws(Failure) -> Result {
        do throws(LogError) { return try body() } catch {
            throw .refused("\(error)", advice: "see that the data directory is the right one")
        }
    }

    private static func document(_ bytes: [UInt8]) -> Value {
        (try? Value(bytes.span)) ?? .object([])
    }
}
