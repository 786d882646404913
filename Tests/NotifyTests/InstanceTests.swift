import Crypto
import Foundation
import Messages
import Notify
import Support
import Testing

@Suite("Instances of notify", .onThreads)
struct InstanceTests {
    @Test("Each has one directory for all it keeps, and a new one finds what its predecessor left")
    func directories() throws {
        let folded = try FoldedLog()
        try FirstCase().write(to: folded)
        let deliveries = DeliverySettings(key: .random())
        let first = try RunningNotify(folded, deliveries: deliveries)
        let second = try RunningNotify(folded, deliveries: deliveries)
        try withExtendedLifetime((first, second)) {
            let names = try FileManager.default.contentsOfDirectory(atPath: folded.dataDirectory)
            #expect(names.filter { $0.hasPrefix("notify-") }.sorted() == ["notify-0", "notify-1"])
            for slot in ["notify-0", "notify-1"] {
                let files = try FileManager.default.contentsOfDirectory(
                    atPath: "\(folded.dataDirectory)/\(slot)")
                #expect(Set(files).isSuperset(of: ["board.sqlite", "attempts.sqlite", "lock"]))
            }
        }
        try expectSame(first, second)
        let board = "\(folded.dataDirectory)/notify-1/board.sqlite"
        let left = try file(board)
        second.service.stop(deadlineMilliseconds: 1_000)
        let series = Series(
            indicator: try IndicatorCode("nl.mkb.cloud"), area: try Area("NL"),
            dimensions: try Dimensions([(name: "size", value: "10-249")]))
        try folded.report(series, [("2026", 75.3)], on: try day("2026-06-12"))
        try first.eventually { try first.get("/v1/events").text.contains("\"2026\"") }
        let third = try RunningNotify(folded, deliveries: deliveries)
        try withExtendedLifetime(third) {
            #expect(try file(board) == left)
            try expectSame(first, third)
        }
    }

    /// Which file it is, whatever is in it.
    private func file(_ path: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.systemFileNumber] as? Int
    }

    /// All that is asked of a board is answered alike by both, as soon as both have read it.
    private func expectSame(_ one: RunningNotify, _ other: RunningNotify) throws {
        for path in [
            "/v1/series", "/v1/progress", "/v1/targets", "/v1/indicators", "/?lang=en",
            "/v1/events?after=earliest",
        ] {
            try one.eventually { try one.get(path).text == other.get(path).text }
            #expect(try one.get(path).status == 200, "\(path)")
        }
    }
}
