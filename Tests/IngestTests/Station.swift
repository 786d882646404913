import Founding
import HTTP
import JSON
import LocalLog
import Log
import Messages
import Support
import Telemetry
import Testing

@testable import Ingest

/// Ingest on a log of its own, with what answers definitions, and the tokens of three people.
final class Station {
    let log: LocalLog
    let service: IngestService
    let directory: TemporaryDirectory
    fileprivate let identity: LogIdentity
    private let compute: TestCompute?
    fileprivate let admin: String
    private let pusher: String
    private let reader: String

    enum Who { case admin, pusher, reader }

    /// `computes`: definitions are answered.
    init(
        computes: Bool = true, bounds: IngestService.Bounds = IngestService.Bounds(),
        bufferBytes: Int = 64 << 20
    ) throws {
        directory = try TemporaryDirectory()
        log = try LocalLog(directory: directory.path, partitions: 3, bufferBytes: bufferBytes)
        let identity = try found(log)
        let file = TokensFile(path: directory.path + "/tokens")
        admin = try file.add(name: "ada", scopes: [.admin]).text
        let pattern = try #require(IndicatorPattern("nl.mkb.*"))
        pusher = try file.add(name: "bob", scopes: [.push(pattern), .define(pattern)]).text
        reader = try file.add(name: "eve", scopes: [.read]).text
        compute = computes ? try TestCompute(log: log, id: identity.log) : nil
        service = try Self.service(log, identity, directory.path, bounds)
        self.identity = identity
        service.start()
    }

    fileprivate static func service(
        _ log: any Log, _ identity: LogIdentity, _ directory: String,
        _ bounds: IngestService.Bounds
    ) throws -> IngestService {
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0)
        configuration.authentication = Authentication(
            tokens: Tokens(file: TokensFile(path: directory + "/tokens")), readOpen: true)
        return try IngestService(
            log: log, identity: identity,
            server: try Server(configuration: configuration, router: Router()),
            dataDirectory: directory,
            logger: Logger(
                component: "ingest", level: .error, format: .json, to: .standardError),
            metrics: Metrics(), version: "1", bounds: bounds)
    }

    deinit {
        service.stop(deadlineMilliseconds: 1_000)
        compute?.stop()
        log.close()
    }

    func client(_ who: Who = .admin) -> TestClient {
        let token =
            switch who {
            case .admin: admin
            case .pusher: pusher
            case .reader: reader
            }
        return TestClient(port: service.port, token: token)
    }

    /// As the admin sends it.
    func request(
        _ method: HTTP.Method, _ path: String, type: String, _ body: String
    ) -> ClientRequest {
        var request = ClientRequest(
            method, "http://127.0.0.1:\(service.port)\(path)", body: Array(body.utf8))
        request.headers = [("authorization", "Bearer \(admin)"), ("content-type", type)]
        // What hangs is found by the test's own limit, not by a slow machine.
        request.totalTimeoutMilliseconds = 120_000
        return request
    }

    /// Defines two indicators: `nl.mkb.cloud` with a dimension, `eu.ai` without.
    func define() throws {
        let client = client()
        let cloud = #"""
            {"code":"nl.mkb.cloud","name":{"en":"Cloud"},"unit":"PC_ENT","minimum":0,
             "maximum":100,"dimensions":["size"]}
            """#
        let first = client.ask(
            "PUT", "/v1/indicators/nl.mkb.cloud", type: "application/json", body: cloud)
        #expect(first?.status == 201, "\(first?.text ?? "")")
        let second = client.ask(
            "PUT", "/v1/indicators/eu.ai", type: "application/json",
            body: #"{"code":"eu.ai","name":{"en":"AI"},"unit":"PC"}"#)
        #expect(second?.status == 201, "\(second?.text ?? "")")
    }

    /// The reports on the log, in the order of partitions.
    func reports() throws -> [Report] {
        var reports: [Report] = []
        for number in 0..<log.partitionCount {
            for offset in try log.bounds(of: Partition(.updates, number)) {
                guard let record = try log.record(at: offset, of: Partition(.updates, number)),
                    case .figuresReported(let report) =
                        try UpdateEvent(decoding: record.value.span).update
                else { continue }
                reports.append(report)
            }
        }
        return reports
    }
}

/// A second instance on the log of a station.
final class Instance {
    private let station: Station
    private let service: IngestService

    /// `log`: the station's in another dress.
    init(beside station: Station, on log: (any Log)? = nil) throws {
        self.station = station
        service = try Station.service(
            log ?? station.log, station.identity, station.directory.path, IngestService.Bounds())
        service.start()
    }

    deinit { service.stop(deadlineMilliseconds: 1_000) }

    var fault: String? { service.fault }

    func client() -> TestClient { TestClient(port: service.port, token: station.admin) }
}
