import Foundation
import HTTP
import JSON

/// A `peil up`, or one of its services, built for release beside this program, on free ports and
/// ready.
final class PeilProcess {
    let ingest: String
    let notify: String
    let compute: String
    /// From its start until it said that it was ready.
    let startSeconds: Double
    private let token: String
    private let process = Process()
    let client = Client(ClientConfiguration(policy: .any))

    /// `settings` are options of its command line; `token` is the data directory with the token of
    /// those who ask, where it is not its own.
    init(
        _ command: String = "up", data: String, token: String? = nil, _ settings: [String] = []
    ) throws {
        let start = monotonicSeconds()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "peil")
        let services = command == "up" ? ["ingest", "compute", "notify"] : [command]
        process.arguments =
            [command, "--data", data] + settings + services.flatMap { ["--\($0).port", "0"] }
        process.environment = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("PEIL_")
        }
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let ready = try Self.ready(errors)
        startSeconds = monotonicSeconds() - start
        func address(_ name: String) -> String { ready[name] ?? "" }
        (ingest, notify, compute) = (address("ingest"), address("notify"), address("compute"))
        self.token = try String(
            contentsOfFile: (token ?? data) + "/admin.token", encoding: .utf8
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        // What it says later must not fill the pipe.
        errors.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    deinit { stop() }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    var authorization: (name: String, value: String) { ("authorization", "Bearer \(token)") }

    func request(
        _ method: HTTP.Method, _ url: String, _ body: String = "", type: String = "application/json"
    ) -> ClientRequest {
        var request = ClientRequest(method, url, body: Array(body.utf8))
        request.headers = [authorization, ("content-type", type)]
        request.totalTimeoutMilliseconds = nil
        return request
    }

    /// The answer's document; anything but 2xx is an error.
    @discardableResult
    func send(_ request: ClientRequest) throws -> Value {
        let response = try client.send(request)
        guard 200..<300 ~= response.status else { throw Refused(response) }
        return response.body.isEmpty ? .null : try Value(response.body.span)
    }

    func define(_ code: String) throws {
        try send(request(.put, "\(ingest)/v1/indicators/\(code)", Self.definition(code)))
    }

    static func definition(_ code: String) -> String {
        """
        {"code":"\(code)","name":{"en":"\(code)"},"unit":"PC","frequency":"A","minimum":0,\
        "maximum":100,"dimensions":["size"]}
        """
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

    /// Waits until it is ready, and gives the addresses of its services.
    private static func ready(_ pipe: Pipe) throws -> [String: String] {
        var text = Data()
        while case let piece = pipe.fileHandleForReading.availableData, !piece.isEmpty {
            text += piece
            let entries = text.split(separator: UInt8(ascii: "\n")).compactMap {
                try? Value(String(decoding: $0, as: UTF8.self))
            }
            guard let ready = entries.last(where: { $0["message"]?.string == "ready" }) else {
                continue
            }
            var addresses: [String: String] = [:]
            for name in ["ingest", "notify", "compute"] {
                addresses[name] = ready["fields"]?[name]?.string
            }
            // One service alone says it before.
            for entry in entries {
                guard let fields = entry["fields"], let name = fields["service"]?.string else {
                    continue
                }
                addresses[name] = fields["url"]?.string
            }
            return addresses
        }
        throw NotReady(said: String(decoding: text, as: UTF8.self))
    }

    struct NotReady: Error { let said: String }

    struct Refused: Error {
        let status: Int
        let body: String

        init(_ response: ClientResponse) {
            status = response.status
            body = String(decoding: response.body, as: UTF8.self)
        }
    }
}
