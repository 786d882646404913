import Messages
import Support
import Testing

@Suite("The heart of a partition under seeded faults")
struct ChaosTests {
    @Test("whatever fails and whenever, each event is on the log once, in order")
    func chaos() throws {
        for seed in 0..<300 {
            var random = SplitMix64(seed: UInt64(seed))
            let records = WorldGenerator.world(seed: UInt64(seed), length: 40).map(\.bytes)
            let world = HeartWorld([])
            var left = records[...]
            world.take()
            while !left.isEmpty {
                let count = Int.random(in: 0...3, using: &random)
                world.updates += left.prefix(count).map { $0 }
                left = left.dropFirst(count)
                happen(to: world, &random)
            }
            world.restart()
            world.settle()
            let folded = try Folded(records, log: HeartWorld.log, partition: 0)
            try #require(world.alarm == nil, "seed \(seed)")
            try #require(world.outcomes == folded.outcomes, "seed \(seed)")
            try #require(world.answers == folded.answers, "seed \(seed)")
            let rejects = try world.rejects.compactMap { $0 }.map {
                try Reject(decoding: $0.span)
            }
            try #require(rejects == folded.rejects, "seed \(seed)")
        }
    }

    private func happen(to world: HeartWorld, _ random: inout SplitMix64) {
        let isAppending = !world.appends.isEmpty
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2: world.read(Int.random(in: 1...5, using: &random))
        case 3...5: if isAppending { world.arrive() }
        case 6:
            guard isAppending else { return }
            // A part of it arrives, then the process or its connection is gone.
            world.arrive(records: Int.random(in: 0...3, using: &random), acknowledged: false)
            world.restart()
        case 7:
            guard isAppending else { return }
            world.failAppend()
            world.take()
        case 8: world.rest()
        case 9: if world.commit != nil { world.writeCommit() }
        case 10: world.restart()
        default:
            guard Int.random(in: 0..<3, using: &random) == 0 else { return world.rest() }
            world.loseDisk()
            world.restart()
        }
    }
}
