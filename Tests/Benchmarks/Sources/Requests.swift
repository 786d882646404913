import Foundation
import HTTP

/// Small reports by HTTP at 64 connections: to ingest by itself, against the same server in the
/// same process that answers without looking at anything; and to a `peil up`, which folds and shows
/// what it is sent at the same time. Driven by wrk, which costs next to nothing itself.
func requests() -> Comparison {
    Comparison("single reports by POST, 64 connections") {
        let folder = try TemporaryFolder()
        let peil = try PeilProcess(data: folder.path + "/data")
        try peil.define(indicator)
        let lone = try LoneIngest(folder, indicator: indicator)
        let server = try bareServer()
        let bare = try Load(folder, port: server.port, token: lone.token)
        let ingest = try Load(folder, port: lone.port, token: lone.token)
        let dry = try Load(folder, port: lone.port, query: "?dryRun", token: lone.token)
        let up = try Load(folder, url: peil.ingest, authorization: peil.authorization.value)
        var (bares, dries): ([Measured], [Measured]) = ([], [])
        var (lones, ups): ([Measured], [Measured]) = ([], [])
        // In turns: what else happens on the machine happens to all.
        for _ in 0..<3 {
            bares.append(try measured(bare, processorSeconds))
            dries.append(try measured(dry, processorSeconds))
            lones.append(try measured(ingest, processorSeconds))
            ups.append(try measured(up) { peil.processorSeconds })
        }
        let limit = Measured(medianOf: bares)
        return [
            "the same server, which answers at once: \(limit.text)",
            "a dry run, read and checked: \(Measured(medianOf: dries).text(beside: limit))",
            "ingest with its log: \(Measured(medianOf: lones).text(beside: limit))",
            "peil up, which folds and shows them meanwhile: "
                + Measured(medianOf: ups).text(beside: limit),
        ]
    }
}

private let indicator = "bench.requests"

/// Requests a second, and the seconds of processor that each took of the process that answered.
private struct Measured {
    let rate: Double
    let processor: Double

    init(rate: Double, processor: Double) {
        self.rate = rate
        self.processor = processor
    }

    init(medianOf all: [Measured]) {
        rate = Times(all.map(\.rate)).percentile(50)
        processor = Times(all.map(\.processor)).percentile(50)
    }

    var text: String { "\(rate.grouped)/s, \((processor * 1e6).rounded(1)) µs of processor each" }

    func text(beside limit: Measured) -> String {
        "\(text): \((100 * rate / limit.rate).rounded(1)) % of its rate, "
            + "\((processor / limit.processor).rounded(2)) × its processor"
    }
}

private func measured(_ load: Load, _ seconds: () -> Double) throws -> Measured {
    let before = seconds()
    let rate = try load.rate()
    return Measured(rate: rate, processor: (seconds() - before) / (rate * Load.seconds))
}

/// Answers what ingest would.
private func bareServer() throws -> Server {
    let answer = Array(
        """
        {"submission":"3w5e11264sgsf-3w5e11264sgsf","reports":1,"figures":1,"unmatched":0,\
        "rejected":0,"errors":[]}
        """.utf8)
    var router = Router()
    router.add(.post, "/v1/figures", needs: .nothing) { _, responder in
        responder.answer(.json(answer, status: 202))
    }
    return try Server(
        configuration: ServerConfiguration(host: "127.0.0.1", port: 0), router: router)
}

/// Reports that wrk sends for a while: each has a figure of its own, of 1,000 series, and values
/// that change.
private struct Load {
    private let url: String
    private let script: String

    static let seconds = 3.0

    init(_ folder: TemporaryFolder, port: Int, query: String = "", token: String) throws {
        try self.init(
            folder, url: "http://127.0.0.1:\(port)", query: query,
            authorization: "Bearer \(token)")
    }

    init(_ folder: TemporaryFolder, url: String, query: String = "", authorization: String) throws {
        self.url = "\(url)/v1/figures\(query)"
        script = folder.path + "/post-\(UInt64.random(in: 0 ... .max)).lua"
        let text = """
            wrk.method = "POST"
            wrk.headers["content-type"] = "application/json"
            wrk.headers["authorization"] = "\(authorization)"
            local count = 0
            request = function()
              count = count + 1
              return wrk.format(nil, nil, nil, string.format(
                '{"reports":[{"indicator":"\(indicator)","area":"NL",' ..
                '"dimensions":{"size":"s%d"},"unit":"PC",' ..
                '"figures":[{"period":"2025","value":%d.%d}]}]}',
                count % 1000, count % 97, count % 10))
            end
            response = function(status)
              if status ~= 202 and status ~= 200 then print("status " .. status) end
            end
            """
        try text.write(toFile: script, atomically: true, encoding: .utf8)
    }

    /// Requests a second.
    func rate() throws -> Double {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["wrk", "-t1", "-c64", "-d\(Int(Self.seconds))s", "-s", script, url]
        process.standardOutput = pipe
        try process.run()
        let output = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let line = output.split(separator: "\n").first { $0.hasPrefix("Requests/sec:") }
        guard let rate = line?.split(separator: " ").last.flatMap({ Double($0) }),
            !output.contains("status ")
        else { throw NoRate(output: output) }
        return rate
    }

    /// wrk is not there (`apt-get install wrk`), or was refused.
    struct NoRate: Error { let output: String }
}
