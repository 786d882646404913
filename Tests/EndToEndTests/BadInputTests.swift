import Foundation
import HTTP
import JSON
import Support
import Testing

@Suite("Bad input", .onThreads)
struct BadInputTests {
    private static let header = "indicator,area,period,value,size,unit"
    /// Five rows that are no good, each in its own way, among two that are.
    private static let faulty = """
        \(header)
        nl.mkb.cloud,NL,2023,60,10-249,PC_ENT
        nl.mkb.clod,NL,2023,60,10-249,PC_ENT
        nl.mkb.cloud,NL,2023-Q9,60,10-249,PC_ENT
        nl.mkb.cloud,NL,2022,101,10-249,PC_ENT
        nl.mkb.cloud,NL,2021,sixty,10-249,PC_ENT
        nl.mkb.cloud,NL,2020,60,10-249,EUR
        nl.mkb.ai,NL,2023,9,10-249,PC_ENT

        """

    private static let codes: [(line: Int, code: String)] = [
        (3, "unknown_indicator"), (4, "invalid_period"), (5, "out_of_bounds"),
        (6, "invalid_value"), (7, "unit_mismatch"),
    ]

    @Test("in a file is told with its line, and nothing of the file is published unless partly")
    func file() throws {
        let directory = try TemporaryDirectory()
        let peil = try PeilProcess(
            data: directory.path, ["--catalogue", checkout("deploy/catalogue/nl-mkb.yaml")])
        let running = try peil.ready()
        try peil.says("The board is at")

        let answer = try running.ingest.send(.post, "/v1/figures", Self.faulty, type: "text/csv")
        #expect(answer.status == 422)
        #expect(answer.document["errorCount"] == 5)
        let errors = answer.document["errors"]?.elements ?? []
        #expect(errors.map { $0["line"]?.number } == Self.codes.map { Double($0.line) })
        #expect(errors.map { $0["code"]?.string } == Self.codes.map(\.code))
        #expect(errors.first?["suggestion"] == "nl.mkb.cloud")

        let path = directory.path + "/faulty.csv"
        try Self.faulty.write(toFile: path, atomically: true, encoding: .utf8)
        let pushed = try Command("push", path, "--data", directory.path)
        #expect(pushed.status == 1)
        for (line, code) in Self.codes {
            #expect(pushed.errors.contains("line \(line)"), "\(pushed.errors)")
            #expect(pushed.errors.contains(code), "\(pushed.errors)")
        }

        // What is published next shows that nothing was before.
        let partly = try Command("push", "--partial", path, "--data", directory.path)
        #expect(partly.status == 1)
        for code in ["cloud", "ai"] {
            let id = "nl.mkb.\(code)/NL/size=10-249"
            try eventually("\(id) is on the board") {
                let series = try running.notify.send(.get, "/v1/series/\(id)?vintages=true")
                return series.document["vintages"]?.elements.map { $0["period"]?.string } == [
                    "2023"
                ]
            }
        }
        #expect(peil.stop() == 0)
    }

    @Test("in a body that ends half-way or is too long leaves no trace, and the next is taken")
    func bodies() throws {
        let directory = try TemporaryDirectory()
        let peil = try PeilProcess(
            data: directory.path, ["--catalogue", checkout("deploy/catalogue/nl-mkb.yaml")])
        let running = try peil.ready()
        try peil.says("The board is at")
        let row = "nl.mkb.cloud,NL,2024,64,10-249,PC_ENT\n"
        try running.ingest.sendHalf(
            of: "/v1/figures", "\(Self.header)\n\(row)", type: "text/csv")

        let long = "{\"reports\":[" + String(repeating: " ", count: 17 << 20) + "]}"
        let refused = try running.ingest.send(.post, "/v1/figures", long)
        #expect(refused.status == 413)
        #expect(refused.document["detail"]?.string?.contains("CSV") == true)

        let good = "\(Self.header)\nnl.mkb.cloud,NL,2025,71,10-249,PC_ENT\n"
        let taken = try running.ingest.send(.post, "/v1/figures", good, type: "text/csv")
        #expect(taken.status == 202)
        try eventually("the figure of 2025, and no other, is on the board") {
            let series = try running.notify.send(
                .get, "/v1/series/nl.mkb.cloud/NL/size=10-249?vintages=true")
            return series.document["vintages"]?.elements.map { $0["period"]?.string } == ["2025"]
        }
        #expect(peil.stop() == 0)
    }

    @Test("at the start is told with what to do, and nothing is begun")
    func starts() throws {
        let directory = try TemporaryDirectory()
        let (data, other) = (directory.path + "/data", directory.path + "/other")
        let peil = try PeilProcess(data: data)
        let notify = try peil.ready().notify
        let port = try #require(notify.base.split(separator: ":").last.map(String.init))

        try expectRefusal(["--data", other, "--notify.port", port], 1, [port, "--notify.port"])
        #expect(!FileManager.default.fileExists(atPath: other + "/log.sqlite"))
        try expectRefusal(["--data", data] + Self.freePorts, 1, [data, "--data"])
        try expectRefusal(["--nonsense", "1"], 2, ["--nonsense", "peil help up"])
        try expectRefusal(
            [], 2, ["PEIL_NONSENSE", "peil settings"], environment: ["PEIL_NONSENSE": "1"])
        #expect(peil.stop() == 0)
    }

    @Test("that is another log's data is refused")
    func otherLog() throws {
        let directory = try TemporaryDirectory()
        let (data, other) = (directory.path + "/data", directory.path + "/other")
        for path in [data, other] {
            let peil = try PeilProcess(data: path)
            _ = try peil.ready()
            #expect(peil.stop() == 0)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: data)
        where name.hasPrefix("log.sqlite") {
            try FileManager.default.removeItem(atPath: data + "/" + name)
        }
        try FileManager.default.copyItem(
            atPath: other + "/log.sqlite", toPath: data + "/log.sqlite")
        try expectRefusal(["--data", data] + Self.freePorts, 1, ["another log", data])
    }

    private static let freePorts = ["ingest", "compute", "notify"].flatMap {
        ["--\($0).port", "0"]
    }

    /// `peil up` ends by itself, having said all of `words`.
    private func expectRefusal(
        _ arguments: [String], _ status: Int32, _ words: [String],
        environment: [String: String] = [:]
    ) throws {
        let refused = try Command(["up"] + arguments, environment: environment)
        #expect(refused.status == status, "\(refused.errors)")
        for word in words { #expect(refused.errors.contains(word), "\(refused.errors)") }
    }
}
