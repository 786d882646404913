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
        let (ensemble, receiver) = try Self.started(on: try KafkaBrokers(), prefix: "torture.")
        let log = try ensemble.log()
        defer { log.close() }

        var random = SplitMix64(seed: Self.seed)
        let clients = Clients(count: 4, seed: random.next())
        var torturer = Torturer(ensemble, clients, log, seed: random.next())
        try torturer.torture(kills: Self.kills)
        let told = try Verdict.expectReference(ensemble, receiver, clients.finish())
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print(
            "\(torturer.kills) kills, \(torturer.told.filter { $0.key != .kill }); \(told), "
                + "\(Int(seconds)) s")
    }

    @Test(
        "go on while one node of three is lost, and lose nothing",
        .enabled(
            if: ProcessInfo.processInfo.environment["TORTURE_KILLS"] != nil, "make torture runs it")
    )
    func nodeLost() throws {
        print("TORTURE_SEED=\(Self.seed), three nodes")
        let brokers = try KafkaBrokers(cluster: true)
        let (ensemble, receiver) = try Self.started(on: brokers, prefix: "three.")
        let clients = Clients(count: 4, seed: Self.seed)
        clients.send(to: try ensemble.face(0))
        try clients.wait(until: 50)
        for _ in 0..<2 {
            try brokers.killOne()
            clients.send(to: try ensemble.face(0))
            try clients.wait(until: clients.answeredCount + 100)
            try brokers.start()
            clients.send(to: try ensemble.face(0))
            try clients.wait(until: clients.answeredCount + 50)
        }
        print(try Verdict.expectReference(ensemble, receiver, clients.finish()))
    }

    /// All at work, with indicators, and with two subscriptions to everything.
    private static func started(
        on brokers: KafkaBrokers, prefix: String
    ) throws -> (Ensemble, Receiver) {
        let ensemble = try Ensemble(on: brokers, prefix: prefix)
        let receiver = try Receiver(refusingPercent: 3)
        try ensemble.startAll()
        try receiver.subscribeToAll(at: try ensemble.face(3))
        try Load.define(at: try ensemble.face(0))
        return (ensemble, receiver)
    }
}
