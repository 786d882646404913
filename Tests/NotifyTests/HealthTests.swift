import Crypto
import HTTP
import JSON
import Messages
import Store
import Support
import Testing
import Threading

@testable import Notify

@Suite("Health of notify", .onThreads)
struct HealthTests {
    @Test("A loop that hangs is named by /livez, until it goes on")
    func hanging() throws {
        let folded = try FoldedLog()
        try FirstCase().write(to: folded)
        // Idle loops come round every second.
        let notify = try RunningNotify(
            folded, deliveries: DeliverySettings(key: .random()), hangSeconds: 4)
        let healthy = try notify.get("/livez")
        #expect(healthy.status == 200)
        let names = try healthy.json["checks"]?.members.map(\.name)
        #expect(names == ["board", "events", "deliveries", "claims", "outcomes"])

        let isHeld = Monitor(false)
        let isOver = Monitor(false)
        let board = notify.service.board
        let holder = Thread(name: "holder") {
            _ = try? board.read { _ throws(StoreError) in
                isHeld.with { $0 = true }
                isOver.wait { $0 ? () : nil }
            }
        }
        isHeld.wait { $0 ? () : nil }
        defer {
            isOver.with { $0 = true }
            holder.join()
        }
        // The projection takes it from the log, and cannot put it on the board.
        let cloud = Series(
            indicator: try IndicatorCode("nl.mkb.cloud"), area: try Area("NL"),
            dimensions: try Dimensions([("size", "10-249")]))
        try folded.report(cloud, [("2026", 75.3)], on: day("2026-06-12"))
        try notify.eventually {
            let answer = try notify.get("/livez")
            let board = try answer.json["checks"]?["board"]?.string ?? ""
            return answer.status == 503 && board.hasPrefix("hangs since ")
        }
        let checks = try notify.get("/livez").json["checks"]
        #expect(checks?["deliveries"]?.string == "ok")
        isOver.with { $0 = true }
        try notify.eventually { try notify.get("/livez").status == 200 }
    }
}
