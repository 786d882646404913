import Foundation
import HTTP
import JSON

/// Peil ready: a `peil up`, one of its services, or all three as processes on Kafka.
final class PeilProcess {
    let ingest: String
    let notify: String
    let compute: String
    /// From its start until it said that it was ready.
    let startSeconds: Double
    private let token: String
    private let programs: [PeilProgram]
    let client = Client(ClientConfiguration(policy: .any))

    /// A `peil up`, or one of its services. `settings` are options of its command line; `token` is
    /// the data directory with the token of those who ask, where it is not its own.
    init(
        _ command: String = "up", data: String, token: String? = nil, _ settings: [String] = []
    ) throws {
        let start = monotonicSeconds()
        let services = command == "up" ? ["ingest", "compute", "notify"] : [command]
        let program = try PeilProgram(
            [command, "--data", data] + settings + services.flatMap { ["--\($0).port", "0"] })
        var ready: [String: String] = [:]
        if command == "up" {
            let fields = try program.said("ready")["fields"]
            for name in services { ready[name] = fields?[name]?.string }
        } else {
            let url = try program.said("listening")["fields"]?["url"]?.string ?? ""
            try program.wait(untilReadyAt: url)
            ready[command] = url
        }
        startSeconds = monotonicSeconds() - start
        func address(_ name: String) -> String { ready[name] ?? "" }
        (ingest, notify, compute) = (address("ingest"), address("notify"), address("compute"))
        self.token = try String(
            contentsOfFile: (token ?? data) + "/admin.token", encoding: .utf8
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        programs = [program]
    }

    /// Each service as a process, on a log of one partition.
    init(on node: KafkaNode, _ prefix: String, data: String) throws {
        let start = monotonicSeconds()
        let tokens = data + "/tokens"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let new = ["token", "new", "--name", "bench", "--scope", "admin", "--file", tokens]
        token = try PeilProgram(new).output().trimmingCharacters(in: .whitespacesAndNewlines)
        programs = try ["ingest", "compute", "notify"].map {
            try PeilProgram(
                [$0, "--\($0).port", "0", "--data", data, "--tokens.file", tokens],
                on: node, prefix)
        }
        let addresses = try programs.map { try $0.said("listening")["fields"]?["url"]?.string }
        (ingest, compute, notify) = (
            addresses[0] ?? "", addresses[1] ?? "", addresses[2] ?? ""
        )
        for (program, address) in zip(programs, [ingest, compute, notify]) {
            try program.wait(untilReadyAt: address)
        }
        startSeconds = monotonicSeconds() - start
    }

    func stop() { programs.forEach { $0.stop() } }

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
    var processorSeconds: Double { programs.reduce(0) { $0 + $1.processorSeconds } }

    /// A line of its status in kB: `VmRSS` as it is, `VmHWM` at its highest.
    func memoryKilobytes(_ name: String) -> Double {
        programs.reduce(0) { $0 + $1.memoryKilobytes(name) }
    }

    struct Refused: Error {
        let status: Int
        let body: String

        init(_ response: ClientResponse) {
            status = response.status
            body = String(decoding: response.body, as: UTF8.self)
        }
    }
}
