import Foundation
import HTTP
import JSON
import KafkaLog
import Log
import Support
import Testing

@Suite(
    "A log on Kafka that lost records", .onThreads, .serialized,
    .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement))
struct LostLogTests {
    private static let properties = [
        "cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1",
        "max.message.bytes": "1048588",
    ]

    /// An ensemble that has folded something, and what stands on its log.
    private static func folded(
        _ prefix: String, _ settings: [String: String] = [:]
    ) throws -> (Ensemble, LogContents) {
        let ensemble = try Ensemble(on: try KafkaBrokers(), prefix: prefix, settings)
        try ensemble.startAll()
        try Load.define(at: try ensemble.face(0))
        let clients = Clients(count: 2, seed: 1)
        clients.send(to: try ensemble.face(0))
        try clients.wait(until: 100)
        _ = clients.finish()
        let log = try ensemble.log()
        defer { log.close() }
        var contents = try LogContents(log)
        try eventually("all updates are folded") {
            contents = try LogContents(log)
            return contents.lacking.isEmpty
        }
        return (ensemble, contents)
    }

    private static func waitForFault(
        _ ensemble: Ensemble, _ places: ClosedRange<Int>, _ words: String...
    ) throws {
        for place in places {
            var fault = ""
            do {
                try eventually("\(Ensemble.kinds[place]) says: \(words)", withinSeconds: 120) {
                    fault = try ensemble.fault(place)
                    return words.contains { fault.contains($0) }
                }
            } catch {
                Issue.record("it says: \(fault)")
                throw error
            }
        }
    }

    /// Ingest acknowledges nothing that nobody folds.
    private static func expectRefusal(_ ensemble: Ensemble) throws {
        try waitForFault(ensemble, 0...0, "it was made anew")
        let answer = try ensemble.face(0).send(
            .post, "/v1/figures",
            """
            {"indicator":"\(Load.indicators[0])","area":"NL","dimensions":{"size":"250+"},
            "unit":"PC","figures":[{"period":"2025","value":1}]}
            """)
        #expect(answer.status == 503, "\(answer.document)")
    }

    @Test("because a topic was deleted and made anew stops its partitions, which say so")
    func madeAnew() throws {
        let (ensemble, before) = try Self.folded("anew.")
        try ensemble.brokers.deleteTopic("anew.updates")
        try ensemble.brokers.makeTopic(
            "anew.updates", partitions: Int(LogContents.partitions), Self.properties)
        try Self.waitForFault(ensemble, Ensemble.computes, "the log lost records")
        // It is another log now: so say the files, and where there is none, what came of the old.
        for place in Ensemble.computes {
            ensemble.kill(place)
            try ensemble.start(place)
        }
        try Self.waitForFault(
            ensemble, Ensemble.computes, "this is another log", "the log lost records")
        try Self.expectRefusal(ensemble)
        let log = try ensemble.log()
        defer { log.close() }
        let outcomes = try LogTalk(log).records(of: [.outcomes])
        #expect(outcomes.values.map(\.count).reduce(0, +) == before.outcomes.joined().count)
    }

    @Test("because a topic was made anew, and filled beyond where it was read, stops as well")
    func filledAnew() throws {
        let (ensemble, before) = try Self.folded(
            "filled.", ["PEIL_KAFKA_SESSION_TIMEOUT_MS": "300000"])
        // Stopped, none of them sees the topic empty; the session outlasts that, so none takes a
        // partition anew.
        for place in Ensemble.computes { ensemble.signal(SIGSTOP, to: place) }
        try ensemble.brokers.deleteTopic("filled.updates")
        try ensemble.brokers.makeTopic(
            "filled.updates", partitions: Int(LogContents.partitions), Self.properties)
        let log = try ensemble.log()
        defer { log.close() }
        for (number, records) in before.updates.enumerated() {
            // A topic that was made just now may refuse, or take it twice.
            try eventually("partition \(number) is filled") {
                _ = try? LogTalk(log).append(
                    Array(repeating: "no event", count: records.count + 1),
                    to: Partition(.updates, Int32(number)))
                return try log.bounds(of: Partition(.updates, Int32(number))).upperBound
                    > records.count
            }
        }
        for place in Ensemble.computes { ensemble.signal(SIGCONT, to: place) }
        try Self.waitForFault(ensemble, Ensemble.computes, "it was made anew")
        try Self.expectRefusal(ensemble)
    }

    @Test("at its end is noticed when a partition is taken, with its file and without")
    func tailLost() throws {
        let (ensemble, before) = try Self.folded("tail.")
        for place in Ensemble.computes { ensemble.kill(place) }
        try ensemble.brokers.deleteTopic("tail.updates")
        try ensemble.brokers.makeTopic(
            "tail.updates", partitions: Int(LogContents.partitions), Self.properties)
        let log = try ensemble.log()
        defer { log.close() }
        for (number, records) in before.updates.enumerated() where records.count > 1 {
            var batch = Batch()
            for record in records.dropLast() {
                try batch.add(
                    to: Partition(.updates, Int32(number)), key: record.key.span,
                    value: record.value.span)
            }
            _ = try LogTalk(log).append(batch)
        }
        for place in Ensemble.computes { try ensemble.start(place) }
        try Self.waitForFault(ensemble, Ensemble.computes, "the log lost records")
        for place in Ensemble.computes { ensemble.kill(place) }
        for slot in try FileManager.default.contentsOfDirectory(atPath: ensemble.data)
        where slot.hasPrefix("compute-") {
            try FileManager.default.removeItem(atPath: "\(ensemble.data)/\(slot)")
        }
        for place in Ensemble.computes { try ensemble.start(place) }
        try Self.waitForFault(ensemble, Ensemble.computes, "the log lost records")
        let after = try LogContents(log)
        #expect(after.outcomes == before.outcomes)
    }
}
