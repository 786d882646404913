import Foundation
import KafkaLog
import Log
import Support
import Testing

@Suite(
    "Services on Kafka that are tortured", .onThreads, .serialized,
    .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement))
struct KafkaTortureTests {
    private static let kills =
        ProcessInfo.processInfo.environment["TORTURE_KILLS"].flatMap { Int($0) } ?? 4
    private static let seed =
        ProcessInfo.processInfo.environment["TORTURE_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 0...9_999)

    @Test("have lost nothing and told everything once, in order")
    func tortured() throws {
        print("TORTURE_SEED=\(Self.seed) TORTURE_KILLS=\(Self.kills), on Kafka")
        let begin = ContinuousClock.now
        let ensemble = try Ensemble(on: try KafkaBrokers(), prefix: "torture.")
        let receiver = try Receiver(refusingPercent: 3)
        try ensemble.startAll()
        try receiver.subscribeToAll(at: try ensemble.face(3))
        try Load.define(at: try ensemble.face(0))
        let log = try ensemble.log()
        defer { log.close() }

        var random = SplitMix64(seed: Self.seed)
        let clients = Clients(count: 4, seed: random.next())
        var torturer = Torturer(ensemble, clients, log, seed: random.next())
        try torturer.torture(kills: Self.kills)
        let answered = clients.finish()
        try ensemble.waitUntilReady()
        var (contents, copies) = try folded(log)
        try receiver.waitForAll(of: contents, timeoutSeconds: 120)
        let board = try BoardContents(contents.references)
        for place in Ensemble.notifies {
            let face = try ensemble.face(place)
            try? eventually("the board has everything", withinSeconds: 60) {
                try BoardContents(face) == board
            }
            try BoardContents(face).expect(board)
        }
        ensemble.stop()

        (contents, copies) = try folded(log)
        try contents.expectReference()
        try contents.expectReports(answered)
        #expect(answered.surprises == [])
        try receiver.expectAll(of: contents)
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print(
            "\(torturer.kills) kills, \(torturer.told.filter { $0.key != .kill }); \(answered), "
                + "\(contents) and \(copies) copies, \(receiver.receipts.count) webhooks, "
                + "\(Int(seconds)) s")
    }

    /// The log without copies, and their number, when all is folded.
    private func folded(_ log: any Log) throws -> (LogContents, copies: Int) {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            var contents = try LogContents(log)
            let copies = contents.dropCopies()
            let lacking = contents.lacking
            if lacking.isEmpty { return (contents, copies) }
            try #require(ContinuousClock.now < end, "\(lacking)")
        }
    }
}
