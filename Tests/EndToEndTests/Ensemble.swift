import Foundation
import HTTP
import JSON
import KafkaLog
import Log
import Support
import Testing

/// The services of one log on Kafka, each a process: an ingest, two computes, two notifies. They
/// share a data directory, and each has a place, in which it may be killed and started anew.
///
///     let ensemble = try Ensemble(on: try KafkaBrokers())
///     try ensemble.startAll()
///     ensemble.kill(1)
///     try ensemble.start(1)
final class Ensemble {
    enum Kind: String { case ingest, compute, notify }

    /// A process, and where it answers.
    struct Service {
        let process: PeilProcess
        let face: Face
    }

    static let kinds: [Kind] = [.ingest, .compute, .compute, .notify, .notify]
    static let computes = 1...2
    static let notifies = 3...4

    let brokers: KafkaBrokers
    private let directory: TemporaryDirectory
    private let prefix: String
    private let token: String
    private let environment: [String: String]
    /// By place; nil where none runs.
    private(set) var services: [Service?] = kinds.map { _ in nil }

    var data: String { directory.path + "/data" }

    /// `settings` are further ones, as environment variables.
    init(
        on brokers: KafkaBrokers, prefix: String, _ settings: [String: String] = [:]
    ) throws {
        self.brokers = brokers
        self.prefix = prefix
        directory = try TemporaryDirectory()
        let tokens = directory.path + "/tokens"
        let made = try Command(
            "token", "new", "--name", "torture", "--scope", "admin", "--file", tokens)
        try #require(made.status == 0, "\(made.errors)")
        token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        environment = [
            "PEIL_KAFKA_BOOTSTRAP_SERVERS": brokers.servers, "PEIL_TOPICS_PREFIX": prefix,
            "PEIL_TOPICS_PARTITIONS": "\(LogContents.partitions)", "PEIL_TOKENS_FILE": tokens,
            "PEIL_WEBHOOKS_ALLOW": "127.0.0.0/8", "PEIL_WEBHOOKS_INSECURE": "loopback",
            "PEIL_WEBHOOKS_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
            "PEIL_WEBHOOKS_SCHEDULE": Array(repeating: "0.2", count: 10).joined(separator: ","),
        ].merging(settings, uniquingKeysWith: { $1 })
    }

    deinit { services.indices.forEach(kill) }

    /// The log, for the test itself.
    func log() throws -> KafkaLog {
        try KafkaLog(
            KafkaSettings(
                properties: ["bootstrap.servers": brokers.servers], prefix: prefix,
                partitions: LogContents.partitions))
    }

    /// Starts a process in a place where none runs; it listens when this returns.
    func start(_ place: Int) throws {
        let kind = Self.kinds[place].rawValue
        let process = try PeilProcess(
            [kind, "--\(kind).port", "0", "--\(kind).host", "127.0.0.1"], data: data,
            environment: environment)
        let url = try #require(try process.logged("listening")["url"]?.string)
        services[place] = Service(process: process, face: Face(url, token: token))
    }

    /// Those that do not run; all are ready when this returns.
    func startAll() throws {
        for place in services.indices where services[place] == nil { try start(place) }
        try waitUntilReady()
    }

    func kill(_ place: Int) {
        guard let service = services[place] else { return }
        services[place] = nil
        service.process.kill()
        record(service, place)
    }

    /// Ends all gracefully.
    func stop() {
        for (place, service) in services.enumerated() {
            guard let service else { continue }
            #expect(service.process.stop() == 0, "\(service.process.errors)")
            services[place] = nil
            record(service, place)
        }
    }

    func signal(_ number: Int32, to place: Int) { services[place]?.process.signal(number) }

    func face(_ place: Int) throws -> Face { try #require(services[place]?.face) }

    /// Why a service is not ready, as it says; empty: it is.
    func fault(_ place: Int) throws -> String {
        let answer = try face(place).send(.get, "/readyz")
        return answer.status == 200 ? "" : "\(answer.document)"
    }

    func waitUntilReady(_ places: [Int] = Array(kinds.indices)) throws {
        for place in places {
            try eventually("\(Self.kinds[place]) is ready", withinSeconds: 90) {
                try fault(place).isEmpty
            }
        }
    }

    /// The directory that a compute has taken.
    func slot(of place: Int) throws -> String {
        let process = try #require(services[place]).process
        return try #require(
            try process.logged("compute owns a directory")["directory"]?.string)
    }

    /// What a process that is gone has written, into the directory that `TORTURE_LOGS` names.
    private func record(_ service: Service, _ place: Int) {
        guard let logs = ProcessInfo.processInfo.environment["TORTURE_LOGS"] else { return }
        let path = "\(logs)/\(place)-\(Self.kinds[place]).log"
        let text = Data((service.process.errors + "\n\n").utf8)
        guard let file = FileHandle(forWritingAtPath: path) else {
            _ = FileManager.default.createFile(atPath: path, contents: text)
            return
        }
        file.seekToEndOfFile()
        file.write(text)
        try? file.close()
    }
}
