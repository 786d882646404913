import Foundation
import Support
import Testing

@testable import Peil

@Suite(
    "Services on Kafka", .onThreads, .serialized,
    .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement))
struct FleetTests {
    /// How often a listener has printed each event, by its id.
    private static func heard(_ program: RunningProgram) -> [String: Int] {
        let ids = program.output.matches(of: /"id":"([0-9a-f]{8}-\d+-\d+-\d+-[0-9a-f]{8})"/)
        return ids.reduce(into: [:]) { $0[String($1.1), default: 0] += 1 }
    }

    /// Waits until so many events have come to both of two subscriptions. One that was on its way
    /// when its sender was killed comes again under its id.
    private static func wait(for count: Int, at program: RunningProgram) throws {
        try until {
            let heard = heard(program)
            return heard.count == count && heard.values.allSatisfy { $0 >= 2 }
        }
    }

    @Test("Started before Kafka is there, they found one log, share it, and take over when killed")
    func story() throws {
        let brokers = try KafkaBrokers()
        try brokers.killOne()
        let fleet = try Fleet(on: brokers)
        for kind in [ServiceKind.ingest, .compute, .compute, .notify, .notify] {
            try fleet.start(kind)
        }
        try fleet.computes[0].program.waitForErrors("the log is waited for")
        try brokers.start()
        try fleet.waitUntilReady()
        let catalogue = RunningUp.file("catalogue/nl-mkb.yaml")
        #expect(try fleet.peil("define", catalogue).output.contains("10 created"))
        #expect(try fleet.peil("push", RunningUp.file("figures/nl-mkb-2025.csv")).status == 0)
        for notify in fleet.notifies {
            try until {
                try fleet.peil("status", notify: notify).output.contains("71 % (2025)")
            }
        }

        // Made on one, in force on whichever owns it.
        let listen = try fleet.listen()
        for notify in fleet.notifies {
            let made = try fleet.peil(
                "subscribe", listen.url, "--type", "met", "--type", "unmet", notify: notify)
            #expect(made.status == 0, "\(made.errors)")
        }
        for notify in fleet.notifies {
            let list = try fleet.peil("subscriptions", notify: notify).output
            #expect(list.components(separatedBy: listen.url).count == 3)
        }
        try fleet.push("75.3", 2026)
        try Self.wait(for: 1, at: listen.program)

        fleet.computes[0].kill()
        fleet.notifies[0].kill()
        try fleet.push("74.8", 2026)
        try Self.wait(for: 2, at: listen.program)
        let survivor = fleet.notifies[1]
        let state = try fleet.peil("verify", notify: survivor)
        #expect(state.status == 0, "\(state.errors)")
        #expect(state.output.contains("the board"), "\(state.errors)")
        try fleet.start(.compute).waitUntilReady()
        try fleet.start(.notify).waitUntilReady()
        try fleet.push("76", 2026)
        try Self.wait(for: 3, at: listen.program)
        let ids = try fleet.peil("tail", "outcomes", "--json").output.matches(
            of: /"id":"([0-9a-f]{8}-\d+-\d+-\d+-[0-9a-f]{8})"/
        ).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        #expect(Self.heard(listen.program).count == 3)
    }

    @Test("A log moved from peil up is the same log: nothing is announced again")
    func moved() throws {
        let brokers = try KafkaBrokers()
        let up = try RunningUp(RunningUp.firstCase)
        let listen = try up.start("listen", "--port", "0", "--json")
        let words = try listen.waitForErrors("/\n")
        let url = try #require(words.split(separator: " ").last)
        #expect(try up.peil("subscribe", String(url.dropLast())).status == 0)
        #expect(try up.peil("push", RunningUp.file("figures/try-cloud-2026.csv")).status == 0)
        try until { try up.peil("deliveries").output.contains("\tdelivered\t1\t204") }
        let told = Self.heard(listen)
        let place = ["--kafka.bootstrap.servers", brokers.servers, "--topics.prefix", "moved."]
        let busy = try peil(["log", "copy", "--data", up.data] + place)
        #expect(busy.status == 1)
        #expect(busy.errors.contains("in use by another process"))
        #expect(up.stop() == 0)
        let before = try up.peil("topics").output
        let copied = try peil(["log", "copy", "--data", up.data] + place)
        #expect(copied.status == 0, "\(copied.errors)")
        #expect(copied.output.contains("read back: the same"))

        let again = try peil(["up", "--data", up.data] + RunningUp.freePorts)
        #expect(again.status == 1)
        #expect(again.errors.contains("goes on as moved.… on Kafka"))
        let twice = try peil(["log", "copy", "--data", up.data] + place)
        #expect(twice.errors.contains("is sealed already"))

        let fleet = try Fleet(
            on: brokers, prefix: "moved.", key: up.data + "/webhooks.key",
            tokens: up.data + "/tokens")
        for kind in ServiceKind.allCases { try fleet.start(kind) }
        try fleet.waitUntilReady()
        for topic in ["outcomes", "catalogue"] {
            let lines = { (text: String) in
                text.split(separator: "\n").filter { $0.hasPrefix(topic) }
            }
            let (now, then) = (try lines(fleet.peil("topics").output), lines(before))
            #expect(now == then)
        }
        try fleet.push("74.8", 2026)
        try listen.waitForOutput("peil.target.unmet.v1")
        let verified = try fleet.peil("verify")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(told.values.allSatisfy { $0 == 1 })
        #expect(told.allSatisfy { Self.heard(listen)[$0.key] == 1 })
    }
}
