import Log
import Support
import Testing

@testable import LocalLog

@Suite("Group")
struct GroupTests {
    private static let partitions = (0..<12).map { Partition(.updates, $0) }

    @Test("gives a partition away only when its owner polled after it was told")
    func waitsForTheOwner() {
        var group = Group(partitions: Self.partitions)
        group.join(1)
        #expect(group.news(for: 1) == .claimed(Self.partitions))
        group.join(2)
        #expect(group.news(for: 2) == nil)
        #expect(group.news(for: 1) == .revoked(Self.partitions))
        #expect(group.news(for: 2) == nil)
        group.polled(by: 1)
        guard case .claimed(let one) = group.news(for: 1),
            case .claimed(let other) = group.news(for: 2)
        else {
            Issue.record("nothing was claimed")
            return
        }
        #expect(one.count == 6 && other.count == 6)
        #expect(Set(one + other) == Set(Self.partitions))
    }

    @Test("gives away at once what a member owned that left")
    func leaving() {
        var group = Group(partitions: Self.partitions)
        group.join(1)
        _ = group.news(for: 1)
        group.join(2)
        group.leave(1)
        #expect(group.news(for: 2) == .claimed(Self.partitions))
        group.leave(2)
        #expect(group.isEmpty)
    }

    @Test("tells a member nothing where there are more members than partitions")
    func manyMembers() {
        var group = Group(partitions: [Partition(.updates, 0)])
        group.join(1)
        group.join(2)
        #expect(group.news(for: 1) == .claimed([Partition(.updates, 0)]))
        #expect(group.news(for: 2) == nil)
        group.leave(1)
        #expect(group.news(for: 2) == .claimed([Partition(.updates, 0)]))
    }

    @Test("never has two owners of a partition, and settles, whatever the members do")
    func anyOrder() {
        for seed in 0..<300 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            var group = Group(partitions: Self.partitions)
            var owned: [Int: Set<Partition>] = [:]
            var giving: Set<Int> = []
            var joined = 0
            func poll(_ id: Int) {
                group.polled(by: id)
                if giving.remove(id) != nil { owned[id] = [] }
                switch group.news(for: id) {
                case .claimed(let share):
                    for others in owned.values { #expect(others.isDisjoint(with: share)) }
                    owned[id, default: []].formUnion(share)
                // Still its own until the next poll, which gives all of it up.
                case .revoked(let share):
                    #expect(owned[id] == Set(share))
                    giving.insert(id)
                default: break
                }
            }
            for _ in 0..<60 {
                switch Int.random(in: 0..<6, using: &random) {
                case 0:
                    joined += 1
                    group.join(joined)
                    owned[joined] = []
                case 1:
                    guard let id = owned.keys.sorted().randomElement(using: &random) else { break }
                    group.leave(id)
                    owned[id] = nil
                    giving.remove(id)
                default:
                    guard let id = owned.keys.sorted().randomElement(using: &random) else { break }
                    poll(id)
                }
            }
            guard !owned.isEmpty else { continue }
            for _ in 0..<4 { for id in owned.keys.sorted() { poll(id) } }
            #expect(owned.values.reduce(0) { $0 + $1.count } == Self.partitions.count, "\(seed)")
            let sizes = owned.values.map(\.count)
            #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(seed)")
        }
    }
}
