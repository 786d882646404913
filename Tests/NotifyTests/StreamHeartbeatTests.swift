import Messages
import Support
import Testing

@testable import Notify

@Suite("Heartbeats of streams", .onThreads)
struct StreamHeartbeatTests {
    @Test("A stream that is silent gets an id after 15 seconds, from which it goes on")
    func heartbeat() throws {
        let folded = try FoldedLog()
        try FirstCase().write(to: folded)
        let notify = try RunningNotify(folded)
        let feed = notify.service.feed
        let path = "/v1/events?type=peil.target.met.v1"
        let stream = notify.open(path)
        defer { stream.cancel() }
        try stream.wait { $0.contains { $0.has("retry") } }
        let cloud = Series(
            indicator: try IndicatorCode("nl.mkb.cloud"), area: try Area("NL"),
            dimensions: try Dimensions([("size", "10-249")]))
        // A stream that was told something has caught up.
        try folded.report(cloud, [("2026", 75.3)], on: day("2026-06-12"))
        let first = try stream.first(1)
        // Nothing that it wants.
        try folded.report(cloud, [("2026", 75.4)], on: day("2026-06-13"))
        try notify.eventually {
            folded.outcomes.allSatisfy {
                feed.head.has($0.id.position, of: $0.id.cause.partition)
            }
        }
        feed.tick(nowSeconds: MonotonicClock.seconds() + 14)
        feed.tick(nowSeconds: MonotonicClock.seconds() + 16)
        let isBeat = { (block: OpenStream.Block) in block.has("id") && !block.has("data") }
        let beats = try stream.wait { $0.contains(where: isBeat) }.filter(isBeat)
        #expect(beats.count == 1)
        let id = try #require(beats.first?["id"])
        #expect(id == feed.head.text)

        try folded.report(cloud, [("2026", 73)], on: day("2026-06-14"))
        try folded.report(cloud, [("2026", 76)], on: day("2026-06-15"))
        let rest = try notify.stream(path, count: 1, [("last-event-id", id)])
        #expect(rest.map(\.type) == ["peil.target.met.v1"])
        #expect(try stream.first(2) == first + rest)
    }
}
