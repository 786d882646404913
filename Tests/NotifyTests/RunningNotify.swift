import Founding
import HTTP
import JSON
import Log
import Support
import Telemetry
import Testing
import Threading

@testable import Notify

/// A notify that runs on a free port, and a client of it.
final class RunningNotify {
    let service: NotifyService
    let metrics = Metrics()
    private let client = Client(ClientConfiguration(policy: .any))

    init(
        _ folded: FoldedLog, readyWithin milliseconds: Int = LogTalk.patienceMilliseconds,
        deliveries: DeliverySettings? = nil, hangSeconds: Double = 60,
        configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws {
        var server = ServerConfiguration(host: "127.0.0.1", port: 0)
        configure(&server)
        var settings = NotifyService.Settings(
            dataDirectory: folded.dataDirectory, version: "test", deliveries: deliveries)
        settings.hangSeconds = hangSeconds
        service = try NotifyService(
            log: folded.log, identity: folded.identity,
            server: try Server(configuration: server, router: Router()), settings,
            logger: Logger(
                component: "notify", level: .error, format: .json, to: .standardError),
            metrics: metrics)
        if milliseconds > 0 { try waitUntilReady(milliseconds) }
    }

    deinit { service.stop(deadlineMilliseconds: 1_000) }

    func waitUntilReady(_ milliseconds: Int = LogTalk.patienceMilliseconds) throws {
        try eventually(milliseconds) { try get("/readyz").status == 200 }
    }

    /// Asks again until `condition` holds; fails the test when that takes too long.
    func eventually(
        _ milliseconds: Int = LogTalk.patienceMilliseconds, _ condition: () throws -> Bool
    ) throws {
        let never = Monitor(())
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while try !condition() {
            try #require(clock.now < end, "what was waited for did not come")
            _ = never.wait(timeoutMilliseconds: 2) { _ in Bool?.none }
        }
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(service.port)\(path)" }

    func get(_ path: String, _ headers: [(name: String, value: String)] = []) throws -> Answer {
        var request = ClientRequest(.get, url(path))
        request.headers = headers
        request.bodyLimitBytes = 64 << 20
        return Answer(try client.send(request))
    }

    /// The events of a stream until there are `count`, or it ends; then it is broken off.
    func stream(
        _ path: String, count: Int, _ headers: [(name: String, value: String)] = []
    ) throws -> [StreamedEvent] {
        let stream = open(path, headers)
        defer { stream.cancel() }
        return try stream.first(count)
    }

    func open(_ path: String, _ headers: [(name: String, value: String)] = []) -> OpenStream {
        var request = ClientRequest(.get, url(path))
        request.headers = headers + [("accept", "text/event-stream")]
        request.totalTimeoutMilliseconds = nil
        return OpenStream(client, request)
    }

    struct Answer {
        let response: ClientResponse

        init(_ response: ClientResponse) { self.response = response }

        var status: Int { response.status }
        var text: String { String(decoding: response.body, as: UTF8.self) }
        var json: Value {
            get throws { try Value(response.body.span) }
        }
    }
}
