import Foundation
import KafkaLog

/// A real Kafka node of the benchmark's own, started by the tools in the directory that
/// `PEIL_KAFKA_TOOLS` names: `start DIR PORT`, `stop DIR -9`. It ends with the value.
final class KafkaNode {
    private static let tools = ProcessInfo.processInfo.environment["PEIL_KAFKA_TOOLS"]

    private let folder: TemporaryFolder
    private let tools: String
    let server: String

    /// Nil where there are no tools.
    init?() throws {
        guard let tools = Self.tools else { return nil }
        self.tools = tools
        folder = try TemporaryFolder()
        // It takes the port behind it too.
        let port = Int.random(in: 30_000..<32_000) / 2 * 2
        server = "127.0.0.1:\(port)"
        try run("\(tools)/start \(folder.path) \(port)")
    }

    deinit { _ = try? run("\(tools)/stop \(folder.path) -9") }

    /// Of one partition.
    func makeTopic(_ name: String) throws {
        try run("\(tools)/topics --bootstrap-server \(server) --create --topic \(name)")
    }

    /// A log of one partition, its topics made, under names of its own.
    func log(_ prefix: String) throws -> KafkaLog {
        let log = try KafkaLog(
            KafkaSettings(
                properties: ["bootstrap.servers": server], prefix: prefix, partitions: 1))
        try log.prepareTopics()
        return log
    }
}

extension Comparison {
    /// What is measured on a Kafka node; not measured where there is none.
    static func onKafka(
        _ name: String, _ body: @escaping (KafkaNode) throws -> [String]
    ) -> Comparison {
        Comparison(name) {
            guard let node = try KafkaNode() else {
                return ["not measured: PEIL_KAFKA_TOOLS names no tools to start Kafka with"]
            }
            return try body(node)
        }
    }
}

/// Runs a line of the shell to its end, and says how many seconds it took. Not by Foundation: what
/// tells it of a child's end, a broker inherits, which lives on.
@discardableResult
func run(_ line: String) throws -> Double {
    let start = monotonicSeconds()
    let status = system("\(line) </dev/null >/dev/null")
    guard status == 0 else { throw Failed(line: line, status: status) }
    return monotonicSeconds() - start
}

struct Failed: Error {
    let line: String
    let status: Int32
}
