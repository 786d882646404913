import Founding
import HTTP
import Ingest
import JSON
import LocalLog
import Log
import Messages
import Telemetry
import Threading
import Time

/// Ingest in this process on a local log of its own: nobody folds or shows what it takes, so that
/// the process' time is its own and the log's.
final class LoneIngest {
    let port: Int
    let token: String
    private let log: LocalLog
    private let service: IngestService

    /// With one indicator defined. It looks at the catalogue's end before it refuses a report.
    init(_ folder: TemporaryFolder, indicator: String) throws {
        log = try LocalLog(directory: folder.path + "/lone", partitions: 12)
        let identity = try found(log)
        try Self.define(indicator, on: log, identity.log)
        let file = TokensFile(path: folder.path + "/lone.tokens")
        token = try file.add(name: "bench", scopes: [.push(.all)]).text
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0)
        configuration.authentication = Authentication(tokens: Tokens(file: file), readOpen: true)
        service = try IngestService(
            log: log, identity: identity,
            server: try Server(configuration: configuration, router: Router()),
            dataDirectory: folder.path,
            logger: Logger(component: "ingest", level: .error, format: .json, to: .standardError),
            metrics: Metrics())
        port = service.port
        service.start()
    }

    deinit {
        service.stop(deadlineMilliseconds: 1_000)
        log.close()
    }

    /// Answers a definition as compute would.
    private static func define(_ code: String, on log: LocalLog, _ id: LogID) throws {
        let indicator = try Indicator(
            code: try IndicatorCode(code),
            name: LocalizedText([.init(language: "en", text: code)]), unit: "PC",
            frequency: .annual, minimum: 0, maximum: 100, dimensions: ["size"])
        let cause = Coordinate(partition: 0, offset: 1)
        var writer = Writer()
        CatalogueAnswer(
            id: EventID(log: id, cause: cause, index: 0, checksum: 0), time: .now(),
            traceparent: nil, result: .applied,
            subject: .indicator(indicator.code, inForce: indicator)
        ).encode(into: &writer)
        var batch = Batch()
        try batch.add(
            to: Partition(.catalogue, 0), key: code.utf8.span, value: writer.bytes)
        let answer = Monitor<Result<[Int64], LogError>?>(nil)
        log.append(batch) { result in answer.with { $0 = result } }
        _ = try answer.wait { $0 }.get()
    }
}
