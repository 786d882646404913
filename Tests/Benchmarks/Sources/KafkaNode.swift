import Foundation

/// A real Kafka node of the benchmark's own, started by the tools in the directory that
/// `PEIL_KAFKA_TOOLS` names.
final class KafkaNode {
    private static let tools = ProcessInfo.processInfo.environment["PEIL_KAFKA_TOOLS"]
    static let absence = "not measured: PEIL_KAFKA_TOOLS names no tools to start Kafka with"

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

    /// Of one partition.
    func makeTopic(_ name: String) throws {
        try run("\(tools)/topics --bootstrap-server \(server) --create --topic \(name)")
    }

    deinit { _ = try? run("\(tools)/stop \(folder.path) -9") }
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
