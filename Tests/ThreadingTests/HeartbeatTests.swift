import Testing
import Threading

@Suite("Heartbeats")
struct HeartbeatTests {
    @Test("a loop is silent from its last beat on, and not while it rests")
    func silence() {
        let heartbeat = Heartbeat()
        let never = Monitor(())
        func pass() { _ = never.wait(timeoutMilliseconds: 20) { _ in Void?.none } }
        pass()
        #expect(heartbeat.silenceSeconds == 0)
        heartbeat.beat()
        pass()
        #expect((0.02...10).contains(heartbeat.silenceSeconds))
        heartbeat.rest()
        #expect(heartbeat.silenceSeconds == 0)
        heartbeat.beat()
        #expect(heartbeat.silenceSeconds < 10)
    }
}
