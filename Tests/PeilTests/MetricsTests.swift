import Foundation
import HTTP
import Support
import Testing

@testable import Peil

/// What operators are told of metrics holds: of the services that run.
@Suite("The metrics", .onThreads) struct MetricsTests {
    /// What `/metrics` of ingest, compute and notify say, and that of a service on Kafka.
    private func texts() throws -> [String] {
        let up = try RunningUp(RunningUp.firstCase)
        let addresses = try #require(Addresses(in: DataDirectory(path: up.data)))
        let directory = try TemporaryDirectory()
        // It need not find its brokers for that.
        let alone = try RunningService(
            .ingest, data: directory.path, ["PEIL_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"])
        defer { alone.kill() }
        let client = Client(ClientConfiguration(policy: .any))
        let bases = [addresses.ingest, addresses.compute, addresses.notify, alone.url]
        return try bases.map { base in
            let face = API(name: "it", base: base, variable: nil, token: nil, client: client)
            let answer = try face.send(face.request(.get, "/metrics"))
            #expect(answer.status == 200)
            return String(decoding: answer.body, as: UTF8.self)
        }
    }

    private func file(_ path: String) throws -> String {
        try String(contentsOf: ExternalTool.checkout.appending(path: path), encoding: .utf8)
    }

    /// The metrics that a text names, without what a histogram's series end in.
    private func names(in text: String) -> Set<String> {
        Set(
            text.matches(of: /\b(?:peil|process)_[a-z_]*[a-z]\b/).map { match in
                String(match.0).replacing(/_(bucket|sum|count)$/, with: "")
            })
    }

    @Test("that alerts, dashboard and README name are there, and README names all")
    func named() throws {
        let all = try texts().joined()
        let exposed = Set(all.matches(of: /(?m)^# TYPE (\w+)/).map { String($0.1) })
        let helped = Set(all.matches(of: /(?m)^# HELP (\w+) ./).map { String($0.1) })
        #expect(exposed == helped)
        #expect(exposed.count > 40)
        for path in ["deploy/prometheus/alerts.yml", "deploy/grafana/dashboards/peil.json"] {
            let missing = names(in: try file(path)).subtracting(exposed)
            #expect(missing == [], "\(path) names what no service exposes")
        }
        let told = Set(
            try file("README.md").matches(of: /`((?:peil|process)_[a-z_]+)`/).map { String($0.1) })
        #expect(told == exposed)
    }

    @Test(
        "are as Prometheus wants them",
        .enabled("needs promtool") { try ExternalTool.isThere("promtool") })
    func conventions() throws {
        for text in try texts() {
            let (status, output) = try ExternalTool.run(
                ["promtool", "check", "metrics"], input: text)
            #expect(status == 0, "\(output)")
        }
    }
}
