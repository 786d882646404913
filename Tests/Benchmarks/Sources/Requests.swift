import Foundation
import HTTP

/// Small reports a second by HTTP at 64 connections, against the same server answering without the
/// log. Driven by wrk, which costs next to nothing itself.
func requests() -> Comparison {
    Comparison("single reports by POST, 64 connections") {
        let folder = try TemporaryFolder()
        let script = folder.path + "/post.lua"
        let peil = try PeilProcess(data: folder.path + "/data")
        try peil.define("bench.requests")
        try lua(authorization: peil.authorization.value)
            .write(toFile: script, atomically: true, encoding: .utf8)
        let server = try bareServer()
        let bareURL = "http://127.0.0.1:\(server.port)/v1/figures"
        var (rates, bareRates): ([Double], [Double]) = ([], [])
        var processor = 0.0
        // In turns: what else happens on the machine happens to both.
        for _ in 0..<3 {
            bareRates.append(try rate(bareURL, script))
            let before = peil.processorSeconds
            rates.append(try rate(peil.ingest + "/v1/figures", script))
            processor += peil.processorSeconds - before
        }
        let each = processor / (rates.reduce(0, +) * loadSeconds)
        let (rate, bareRate) = (Times(rates).percentile(50), Times(bareRates).percentile(50))
        return [
            "peil up, which folds and shows them meanwhile: \(rate.grouped)/s, "
                + "\((each * 1e6).rounded(1)) µs of processor each",
            "the same server without the log: \(bareRate.grouped)/s",
            "\((100 * rate / bareRate).rounded(1)) %",
        ]
    }
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

/// Each request has a figure of its own: 1,000 series, values that change.
private func lua(authorization: String) -> String {
    """
    wrk.method = "POST"
    wrk.headers["content-type"] = "application/json"
    wrk.headers["authorization"] = "\(authorization)"
    local count = 0
    request = function()
      count = count + 1
      return wrk.format(nil, nil, nil, string.format(
        '{"reports":[{"indicator":"bench.requests","area":"NL","dimensions":{"size":"s%d"},' ..
        '"unit":"PC","figures":[{"period":"2025","value":%d.%d}]}]}',
        count % 1000, count % 97, count % 10))
    end
    response = function(status) if status ~= 202 then print("status " .. status) end end
    """
}

private let loadSeconds = 3.0

/// Requests a second over some seconds.
private func rate(_ url: String, _ script: String) throws -> Double {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["wrk", "-t1", "-c64", "-d\(Int(loadSeconds))s", "-s", script, url]
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
private struct NoRate: Error { let output: String }
