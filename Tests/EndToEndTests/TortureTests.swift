import Foundation
import Support
import Testing

@Suite("peil up that is killed", .onThreads)
struct TortureTests {
    /// `TORTURE_KILLS=100 swift test --filter TortureTests`, as `make torture` does.
    private static let kills =
        ProcessInfo.processInfo.environment["TORTURE_KILLS"].flatMap { Int($0) } ?? 5
    private static let seed =
        ProcessInfo.processInfo.environment["TORTURE_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 0...9_999)

    @Test("at random moments under load has lost nothing and told everything once, in order")
    func killed() throws {
        print("TORTURE_SEED=\(Self.seed) TORTURE_KILLS=\(Self.kills)")
        let directory = try TemporaryDirectory()
        let receiver = try Receiver(refusingPercent: 3)
        try prepare(directory.path, receiver)
        let answered = try torture(directory.path)

        // What has to be seen is known from the log; one more start lets all of it arrive.
        let before = try LogContents(data: directory.path)
        let peil = try PeilProcess(data: directory.path, Self.arguments)
        let notify = try peil.ready().notify
        try receiver.waitForAll(of: before)
        let board = try BoardContents(notify)
        #expect(peil.stop() == 0)

        let contents = try LogContents(data: directory.path)
        try contents.expectReference()
        try contents.expectReports(answered)
        #expect(answered.surprises == [])
        board.expect(try BoardContents(contents.references))
        try receiver.expectAll(of: contents)
        print("\(answered), \(contents), \(receiver.receipts.count) webhooks")
    }

    private static let arguments = [
        "--webhooks.schedule", Array(repeating: "0.2", count: 10).joined(separator: ","),
    ]

    /// Two who want to know everything, and the indicators.
    private func prepare(_ data: String, _ receiver: Receiver) throws {
        let peil = try PeilProcess(data: data, Self.arguments)
        let running = try peil.ready()
        try receiver.subscribeToAll(at: running.notify)
        try Load.define(at: running.ingest)
        #expect(peil.stop() == 0)
    }

    /// Kills it again and again while clients go on, and stops it at last.
    private func torture(_ data: String) throws -> Clients.Answered {
        var random = SplitMix64(seed: Self.seed)
        let clients = Clients(count: 4, seed: random.next())
        for _ in 0..<Self.kills {
            let peil = try PeilProcess(data: data, Self.arguments)
            // Now and then it is killed while it starts.
            if random.chance(15) {
                usleep(UInt32(random.below(150_000)))
            } else {
                clients.send(to: try peil.ready().ingest)
                try clients.wait(until: clients.answeredCount + random.within(1...60))
                usleep(UInt32(random.below(20_000)))
            }
            peil.kill()
            clients.send(to: nil)
        }
        let peil = try PeilProcess(data: data, Self.arguments)
        clients.send(to: try peil.ready().ingest)
        let answered = clients.finish()
        #expect(peil.stop() == 0)
        return answered
    }
}
