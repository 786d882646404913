import Foundation
import HTTP
import JSON

/// The executable `peil`, built for release beside this program, as a process.
final class PeilProgram {
    private let process = Process()
    private let client = Client(ClientConfiguration(policy: .any))
    private let (errors, standard) = (Pipe(), Pipe())

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "peil")
        process.arguments = arguments
        let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PEIL_") }
        process.environment = inherited.merging(environment, uniquingKeysWith: { $1 })
        process.standardError = errors
        process.standardOutput = standard
        try process.run()
    }

    /// A service on a log of one partition.
    convenience init(_ arguments: [String], on node: KafkaNode, _ prefix: String) throws {
        try self.init(
            arguments,
            environment: [
                "PEIL_KAFKA_BOOTSTRAP_SERVERS": node.server, "PEIL_TOPICS_PREFIX": prefix,
                "PEIL_TOPICS_PARTITIONS": "1", "PEIL_WEBHOOKS_ALLOW": "127.0.0.0/8",
                "PEIL_WEBHOOKS_INSECURE": "loopback",
                "PEIL_WEBHOOKS_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
            ])
    }

    deinit { stop() }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// All that it writes, up to its end.
    func output() -> String {
        let output = standard.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    /// Waits for a line of its log with this message. What it says later is passed.
    func said(_ message: String) throws -> Value {
        var text = Data()
        let handle = errors.fileHandleForReading
        while case let piece = handle.availableData, !piece.isEmpty {
            text += piece
            for line in text.split(separator: UInt8(ascii: "\n")) {
                let entry = try? Value(String(decoding: line, as: UTF8.self))
                guard let entry, entry["message"]?.string == message else { continue }
                // It must not fill the pipe.
                handle.readabilityHandler = { _ = $0.availableData }
                return entry
            }
        }
        throw Silent(said: String(decoding: text, as: UTF8.self))
    }

    struct Silent: Error { let said: String }

    /// Waits until the service that it is says at its address that it is up to date.
    func wait(untilReadyAt url: String) throws {
        while try client.send(ClientRequest(.get, url + "/readyz")).status != 200 {
            usleep(20_000)
        }
    }

    /// Seconds for which it had the processor.
    var processorSeconds: Double {
        let path = "/proc/\(process.processIdentifier)/stat"
        let stat = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// A line of its status in kB: `VmRSS` as it is, `VmHWM` at its highest.
    func memoryKilobytes(_ name: String) -> Double {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
            ?? 0
    }
}
