import Support
import Testing

struct SimulationTests {
    @Test("whatever happens, readers see what the reference says, each event once and in order")
    func invariants() {
        for seed in 0..<Seeds.count(200) {
            guard let violation = Simulation(seed: seed).run() else { continue }
            Issue.record("seed \(seed): \(violation)")
            return
        }
    }

    @Test("the same seed gives the same trace")
    func reproducible() {
        for seed in 0..<20 as Range<UInt64> {
            let (one, other) = (Simulation(seed: seed), Simulation(seed: seed))
            _ = one.run()
            _ = other.run()
            #expect(one.judge.trace == other.judge.trace, "seed \(seed)")
        }
    }
}
