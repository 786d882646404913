import Foundation
import HTTP
import JSON
import Support
import Testing

@testable import Peil

@Suite("The start of one service", .onThreads) struct ServiceStartTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private var data: String { directory.path + "/data" }

    @Test(
        "What cannot be is told with what to do, and nothing is made",
        arguments: [
            (["ingest", "--log", "local"], Int32(2), "run all services with `peil up`"),
            (["notify"], 2, "webhooks.key is not given"),
            (["compute", "--kafka.no.such.property", "1"], 1, "no.such.property"),
            (["compute", "--compute.host", "192.0.2.1"], 1, "192.0.2.1 is not an address"),
        ])
    func refused(words: [String], status: Int32, said: String) throws {
        let result = try peil(words + ["--data", data, "--\(words[0]).port", "0"])
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(said), "\(result.errors)")
        #expect(result.errors.contains("\n  → "))
        #expect(!FileManager.default.fileExists(atPath: data + "/compute-0"))
    }

    @Test(
        "While the log is away it lives, is not ready, says why, takes nothing, and can be ended",
        arguments: ServiceKind.allCases)
    func waits(kind: ServiceKind) throws {
        let service = try RunningService(
            kind, data: data,
            ["PEIL_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1", "PEIL_WEBHOOKS_KEY": sealingKey])
        let client = Client(ClientConfiguration(policy: .any))
        #expect(try client.send(ClientRequest(.get, service.url + "/livez")).status == 200)
        try service.program.waitForErrors("the log is waited for")
        let ready = try client.send(ClientRequest(.get, service.url + "/readyz"))
        #expect(ready.status == 503)
        let reason = try Value(ready.body.span)["checks"]?["log"]?.string ?? ""
        #expect(reason.contains("the log is not available"))
        let push = try client.send(
            ClientRequest(.post, service.url + "/v1/figures", body: Array("{}".utf8)))
        #expect(push.status == 503)
        #expect(push.headers["retry-after"] == "2")
        let start = ContinuousClock.now
        #expect(service.stop() == 0)
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
