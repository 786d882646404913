import Crypto
import HTTP
import JSON
import LocalLog
import Log
import Messages
import Store
import Support
import Telemetry
import Testing
import Threading

@testable import Notify

/// Deliveries on a real log, with their API, and two subscribers' tokens.
final class DeliveryInstallation {
    let log: LocalLog
    let directory = try? TemporaryDirectory()
    private let slot: DirectoryLock
    private(set) var service: DeliveryService
    private var api: Server
    private let client = Client(ClientConfiguration(policy: .any))
    private let tokens: TokensFile
    private let settings: DeliverySettings
    let key = SealingKey.random()
    private var bearers: [String: String] = [:]

    init(
        schedule: [Double] = [0.05, 0.05], _ change: (inout DeliverySettings) -> Void = { _ in }
    ) throws {
        let path = try #require(directory?.path)
        log = try LocalLog(directory: path, partitions: 2)
        slot = try DirectoryLock(path + "/notify-0")
        var settings = DeliverySettings(key: key)
        settings.allowed = [try #require(CIDR("127.0.0.0/8"))]
        settings.insecure = .loopback
        settings.schedule = RetrySchedule(delaysSeconds: schedule)
        settings.limits.positionMilliseconds = 20
        change(&settings)
        self.settings = settings
        tokens = TokensFile(path: path + "/tokens")
        for name in ["cbs", "krant"] {
            bearers[name] = try tokens.add(name: name, scopes: [.subscribe]).text
        }
        (service, api) = try Self.serve(log, slot, settings, tokens)
    }

    /// Another instance beside it, on the same log by way of `log`.
    struct Instance {
        let service: DeliveryService
        let api: Server

        func stop() {
            api.drainAndStop(deadlineMilliseconds: 1_000)
            service.stop()
        }
    }

    func join(by log: any Log) throws -> Instance {
        let slot = try DirectoryLock((directory?.path ?? "") + "/notify-1")
        let (service, api) = try Self.serve(log, slot, settings, tokens)
        return Instance(service: service, api: api)
    }

    private static func serve(
        _ log: any Log, _ slot: borrowing DirectoryLock, _ settings: DeliverySettings,
        _ tokens: TokensFile
    ) throws -> (DeliveryService, Server) {
        let logger = Logger(
            component: "notify", level: .error, format: .text(coloured: false),
            to: .standardError)
        let service = try DeliveryService(
            log: log, in: slot, settings: settings, logger: logger, metrics: Metrics())
        var router = Router()
        service.addRoutes(to: &router)
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0)
        configuration.authentication = Authentication(
            tokens: Tokens(file: tokens), readOpen: true)
        let api = try Server(configuration: configuration, router: router)
        service.start()
        return (service, api)
    }

    /// The service ends and another takes over, on the same log; its settings may differ.
    func restart(_ change: (inout DeliverySettings) -> Void = { _ in }) throws {
        stopService()
        var settings = settings
        change(&settings)
        (service, api) = try Self.serve(log, slot, settings, tokens)
    }

    /// What of deliveries is not ready; nil: all is.
    var fault: String? { service.readiness.fault }

    private func stopService() {
        api.drainAndStop(deadlineMilliseconds: 1_000)
        service.stop()
    }

    func stop() {
        stopService()
        log.close()
    }

    func call(
        _ method: HTTP.Method, _ path: String, _ body: String = "", as name: String = "cbs"
    ) throws -> (status: Int, value: Value) {
        let response = try ask(method, path, body, as: name)
        let value = response.body.isEmpty ? Value.null : try Value(response.body.span)
        return (response.status, value)
    }

    func ask(
        _ method: HTTP.Method, _ path: String, _ body: String = "", as name: String = "cbs",
        ifMatch tag: String? = nil, at instance: Instance? = nil
    ) throws -> ClientResponse {
        let port = (instance?.api ?? api).port
        var request = ClientRequest(
            method, "http://127.0.0.1:\(port)\(path)", body: Array(body.utf8))
        request.headers = [("authorization", "Bearer \(bearers[name] ?? "")")]
        if let tag { request.headers.append(("if-match", tag)) }
        return try client.send(request)
    }

    /// Makes a subscription and returns its id and its secret.
    func subscribe(
        _ url: String, _ more: String = "", as name: String = "cbs"
    ) throws -> (id: String, secret: String) {
        let answer = try call(.post, "/v1/subscriptions", #"{"url":"\#(url)"\#(more)}"#, as: name)
        try #require(answer.status == 201, "\(answer)")
        let id = try #require(answer.value["id"]?.string)
        return (id, answer.value["secret"]?.string ?? answer.value["publicKey"]?.string ?? "")
    }

    /// Appends outcomes as compute does, and returns their bytes.
    @discardableResult
    func publish(_ events: [OutcomeEvent]) throws -> [[UInt8]] {
        var batch = Batch()
        var all: [[UInt8]] = []
        for event in events {
            let bytes = GivenEvents.bytes(event)
            let key = Array(event.outcome.indicator.text.utf8)
            try batch.add(
                to: Partition(.outcomes, event.id.cause.partition), key: key.span,
                value: bytes.span)
            all.append(bytes)
        }
        _ = try LogTalk(log).append(batch)
        return all
    }

    /// Asks until `body` holds.
    func eventually(_ body: () throws -> Bool) throws {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(LogTalk.patienceMilliseconds)
        let never = Monitor(())
        while try !body() {
            try #require(clock.now < end, "what was waited for did not come")
            _ = never.wait(timeoutMilliseconds: 5) { _ in Optional<Void>.none }
        }
    }
}
