import Messages
import Support
import Testing
import Time

@testable import Notify

@Suite("Deliveries, simulated") struct DeliverySimulationTests {
    private func subscriptions() throws -> [Subscription] {
        let names = ["sub_plain", "sub_ordered", "sub_narrow"]
        return try names.map { name in
            let id = try #require(SubscriptionID(name))
            let pattern = try CodePattern("nl.mkb.a0")
            return GivenEvents.subscription(id, partitions: DeliveryWorld.partitions) { terms in
                terms.ordered = name == "sub_ordered"
                if name == "sub_narrow" {
                    terms.filter.indicators = [pattern]
                    terms.concurrency = 1
                    terms.rate = 3
                }
            }
        }
    }

    @Test("Whatever crashes: every matching event arrives, under one id, in order where asked")
    func everything() throws {
        for seed in 0..<UInt64(Self.seeds) {
            var world = DeliveryWorld(seed: seed, try subscriptions())
            for step in 0..<600 {
                world.step()
                if step == 300 {
                    for id in world.ledger.subscriptions.keys.sorted() {
                        world.command(.retryDead(EventSpan(since: GivenEvents.start)), of: id)
                    }
                }
            }
            world.calmDown()
            try check(world, seed)
        }
    }

    private static let seeds = 300

    private func check(_ world: DeliveryWorld, _ seed: UInt64) throws {
        var made: [EventID: Outcome] = [:]
        for record in world.outcomes.joined() {
            if let event = record.event { made[event.id] = event.outcome }
        }
        for (id, subscription) in world.ledger.subscriptions {
            let wanted = made.filter { subscription.terms.filter.matches($0.value) }.keys
            let got = world.receipts[id] ?? []
            let missing = Set(wanted).subtracting(got).count
            #expect(missing == 0, "seed \(seed): \(id.text)")
            let foreign = Set(got).subtracting(wanted).count
            #expect(foreign == 0, "seed \(seed): \(id.text)")
            guard subscription.terms.ordered else { continue }
            var last: [String: EventID] = [:]
            var seen: Set<EventID> = []
            for event in got where seen.insert(event).inserted {
                let line = try #require(made[event]?.line)
                if let before = last[line] {
                    #expect(before.position < event.position, "seed \(seed): \(line) is disordered")
                }
                last[line] = event
            }
        }
        #expect(made.count > 50)
    }

    @Test("A crash between a replay's order and its end loses nothing of it")
    func replay() throws {
        for seed in 0..<UInt64(100) {
            var world = DeliveryWorld(seed: seed, try subscriptions())
            for _ in 0..<200 { world.step() }
            let until = world.now
            let id = try #require(SubscriptionID("sub_ordered"))
            world.calmDown()
            world.receipts[id] = []
            world.isCalm = false
            world.command(.replay(EventSpan(since: GivenEvents.start, until: until)), of: id)
            for _ in 0..<300 { world.step() }
            world.calmDown()
            let all = world.outcomes.joined().compactMap(\.event).filter { $0.time < until }
            let got = Set(world.receipts[id] ?? [])
            let missing = all.count { !got.contains($0.id) }
            #expect(missing == 0, "seed \(seed)")
            #expect(world.ledger.account(of: id).replays.isEmpty, "seed \(seed)")
            #expect(world.ledger.account(of: id).commands.isEmpty, "seed \(seed)")
        }
    }
}
