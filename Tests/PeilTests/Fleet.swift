import Foundation
import Support
import Testing

@testable import Peil

/// Services of several processes on one Kafka, in one data directory, and the commands that reach
/// them.
final class Fleet {
    let brokers: KafkaBrokers
    let directory: TemporaryDirectory
    private let prefix: String
    private var environment: [String: String]
    private(set) var ingests: [RunningService] = []
    private(set) var computes: [RunningService] = []
    private(set) var notifies: [RunningService] = []

    var data: String { directory.path + "/data" }

    /// `key` and `tokens` are files that a `peil up` has left; else new ones.
    init(
        on brokers: KafkaBrokers, prefix: String = "peil.", key: String? = nil,
        tokens: String? = nil
    ) throws {
        self.brokers = brokers
        self.prefix = prefix
        let directory = try TemporaryDirectory()
        self.directory = directory
        let tokens = tokens ?? directory.path + "/tokens"
        let made = try PeilTests.peil(
            "token", "new", "--name", "fleet", "--scope", "admin", "--file", tokens)
        environment = [
            "PEIL_LOG": "kafka", "PEIL_KAFKA_BOOTSTRAP_SERVERS": brokers.servers,
            "PEIL_TOPICS_PREFIX": prefix, "PEIL_TOKENS_FILE": tokens,
            "PEIL_WEBHOOKS_ALLOW": "127.0.0.0/8", "PEIL_WEBHOOKS_INSECURE": "loopback",
            "PEIL_TOKEN": made.output.trimmingCharacters(in: .whitespacesAndNewlines),
            "PEIL_DATA_DIRECTORY": directory.path + "/data", "PEIL_TOPICS_PARTITIONS": "12",
        ]
        if let key {
            environment["PEIL_WEBHOOKS_KEY_FILE"] = key
        } else {
            environment["PEIL_WEBHOOKS_KEY"] = sealingKey
        }
    }

    deinit { for service in ingests + computes + notifies { service.kill() } }

    /// Starts one more.
    @discardableResult
    func start(_ kind: ServiceKind) throws -> RunningService {
        let service = try RunningService(kind, data: data, environment)
        switch kind {
        case .ingest:
            ingests.append(service)
            environment["PEIL_INGEST_URL"] = service.url
        case .compute: computes.append(service)
        case .notify:
            notifies.append(service)
            environment["PEIL_NOTIFY_URL"] = service.url
        }
        return service
    }

    func waitUntilReady() throws {
        for service in ingests + computes + notifies { try service.waitUntilReady() }
    }

    /// Ends all gracefully.
    func stop() {
        for service in ingests + computes + notifies { #expect(service.stop() == 0) }
        (ingests, computes, notifies) = ([], [], [])
    }

    /// Runs a command, which asks `notify` where it asks one.
    func peil(
        _ arguments: String..., notify: RunningService? = nil
    ) throws -> (status: Int32, output: String, errors: String) {
        var environment = environment
        if let notify { environment["PEIL_NOTIFY_URL"] = notify.url }
        return try PeilTests.peil(arguments, environment: environment)
    }

    /// A receiver of webhooks that prints each as JSON.
    func listen() throws -> (program: RunningProgram, url: String) {
        let program = try RunningProgram(
            ["listen", "--port", "0", "--json", "--data", data], environment: [:])
        let words = try program.waitForErrors("/\n")
        let url = try #require(words.split(separator: " ").last)
        return (program, url.trimmingCharacters(in: .newlines))
    }

    /// A figure for cloud in `year`.
    func push(_ value: String, _ year: Int) throws {
        let file = directory.path + "/figure.csv"
        let text = "indicator,area,period,value,size,unit\nnl.mkb.cloud,NL,\(year),\(value),10-249,"
        try (text + "PC_ENT\n").write(toFile: file, atomically: true, encoding: .utf8)
        let pushed = try peil("push", file)
        try #require(pushed.status == 0, "\(pushed.errors)")
    }
}
