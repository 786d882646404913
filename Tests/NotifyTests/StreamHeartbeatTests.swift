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
        // Nothing that it wants.
        let cloud = Series(
            indicator: try IndicatorCode("nl.mkb.cloud"), area: try Area("NL"),
            dimensions: try Dimensions([("size", "10-249")]))
        try folded.report(cloud, [("2026", 73)], on: day("2026-06-12"))
        try notify.eventually {
            folded.outcomes.allSatisfy {
                feed.head.has($0.id.position, of: $0.id.cause.partition)
            }
        }
        feed.tick(nowSeconds: MonotonicClock.seconds() + 14)
        feed.tick(nowSeconds: MonotonicClock.seconds() + 16)
        let blocks = try stream.wait { $0.contains { $0.has("id") } }
        let beats = blocks.filter { $0.has("id") }
        #expect(beats.count == 1)
        #expect(beats.first?.has("data") == false)
        let id = try #require(beats.first?["id"])
        #expect(id == feed.head.text)

        try folded.report(cloud, [("2026", 75.3)], on: day("2026-06-13"))
        let rest = try notify.stream(path, count: 1, [("last-event-id", id)])
        #expect(rest.map(\.type) == ["peil.target.met.v1"])
        #expect(try stream.first(1) == rest)
    }
}
