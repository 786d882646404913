import Support
import Testing

struct SimulationTests {
    @Test("whatever happens, readers see what the reference says, each event once and in order")
    func invariants() {
        for seed in 0..<Seeds.count(2000) {
            guard let violation = Simulation(seed: seed).run() else { continue }
            Issue.record("seed \(seed): \(violation)")
            return
        }
    }

    @Test("whatever happens, each subscription is told all that it asks for, in its order")
    func told() {
        for seed in 0..<Seeds.count(100) {
            guard let violation = Simulation(seed: seed, isTold: true).run() else { continue }
            Issue.record("seed \(seed): \(violation)")
            return
        }
    }

    @Test("the same seed gives the same trace")
    func reproducible() {
        for seed in 0..<8 as Range<UInt64> {
            let one = Simulation(seed: seed, isTold: true)
            let other = Simulation(seed: seed, isTold: true)
            _ = one.run()
            _ = other.run()
            #expect(one.judge.trace == other.judge.trace, "seed \(seed)")
        }
    }
}
