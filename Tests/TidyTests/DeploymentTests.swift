import Foundation
import Support
import Testing

@testable import Settings

@Suite("Deployment") struct DeploymentTests {
    private let project = Project.here

    private func text(_ path: String) throws -> String {
        try #require(project.file(path), "\(path) is not there").text
    }

    @Test(
        "Every setting that deployment names exists",
        arguments: ["docker-compose.yml", "deploy/.env.example", "deploy/Dockerfile"])
    func settings(path: String) throws {
        let names = try text(path).matches(of: /PEIL_[A-Z_]*[A-Z]/).map { String($0.0) }
        #expect(!names.isEmpty)
        for name in names where !Environment.others.contains(name) {
            let meaning = Environment.setting(of: name).flatMap(Declarations.meaning(of:))
            #expect(meaning != nil, "\(path): \(name) is no setting")
        }
    }

    @Test("Every variable that the compose file asks for stands in .env.example, or has a default")
    func variables() throws {
        let example = try text("deploy/.env.example")
        for match in try text("docker-compose.yml").matches(of: /\$\x7B([A-Z_]+)(:-)?/) {
            let isGiven = example.contains("\n\(match.1)=")
            #expect(match.2 != nil || isGiven, "\(match.1) is not in .env.example")
        }
    }

    @Test("The compose file is valid", .enabled("needs Docker's compose") { try compose() != nil })
    func composeFile() throws {
        let compose = try #require(try Self.compose())
        let folder = try TemporaryDirectory()
        let environment = ["PEIL_WEBHOOKS_KEY": "a2V5"]
        func check(_ file: String) throws -> (status: Int32, output: String) {
            try ExternalTool.run(
                compose + ["-f", file, "--profile", "monitoring", "config", "-q"],
                environment: environment)
        }
        let (status, output) = try check(project.root.path + "/docker-compose.yml")
        #expect(status == 0, "\(output)")
        let broken = try text("docker-compose.yml").replacing("restart:", with: "restrat:")
        let file = folder.path + "/docker-compose.yml"
        try broken.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try check(file).status != 0)
    }

    private static func compose() throws -> [String]? {
        if try ExternalTool.run(["docker", "compose", "version"]).status == 0 {
            return ["docker", "compose"]
        }
        return try ExternalTool.isThere("docker-compose") ? ["docker-compose"] : nil
    }

    @Test(
        "Prometheus takes its configuration and the alerts, which sound when they should",
        .enabled("needs promtool") { try ExternalTool.isThere("promtool") },
        arguments: [
            ["check", "config", "prometheus.yml"], ["test", "rules", "alerts.test.yml"],
        ])
    func prometheus(words: [String]) throws {
        let (status, output) = try ExternalTool.run(
            ["promtool"] + words, in: project.root.appending(path: "deploy/prometheus"))
        #expect(status == 0, "\(output)")
    }

    @Test(
        "Prometheus understands what each panel of the dashboard asks",
        .enabled("needs promtool") { try ExternalTool.isThere("promtool") })
    func dashboard() throws {
        let dashboard = try JSONDecoder().decode(
            Dashboard.self, from: Data(try text("deploy/grafana/dashboards/peil.json").utf8))
        let shown = dashboard.panels.filter { $0.type != "row" }
        #expect(shown.allSatisfy { $0.targets?.isEmpty == false })
        let questions = shown.flatMap { $0.targets ?? [] }.map(\.expr)
        #expect(questions.count > 30)
        var rules = "groups:\n- name: dashboard\n  rules:\n"
        for (number, question) in questions.enumerated() {
            let plain = question.replacing("$__rate_interval", with: "1m")
            rules += "  - record: panel_\(number)\n    expr: |-\n      \(plain)\n"
        }
        let folder = try TemporaryDirectory()
        let file = folder.path + "/rules.yml"
        try rules.write(toFile: file, atomically: true, encoding: .utf8)
        let (status, output) = try ExternalTool.run(["promtool", "check", "rules", file])
        #expect(status == 0, "\(output)")
    }

    /// As much of Grafana's format as holds questions.
    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            struct Target: Decodable {
                let expr: String
            }
            let type: String
            let targets: [Target]?
        }
        let panels: [Panel]
    }

    @Test("README says what to do for each alert, and for no other")
    func alerts() throws {
        let alerts = try text("deploy/prometheus/alerts.yml").matches(of: /alert: (\w+)/)
            .map { String($0.1) }
        let told = try text("README.md").matches(of: /(?m)^\| `(Peil\w+)` \|/).map { String($0.1) }
        #expect(alerts.count > 10)
        #expect(told == alerts)
    }
}
