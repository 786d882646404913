import Messages
import Support
import Testing
import Time

@testable import Notify

@Suite("The store of attempts") struct AttemptStoreTests {
    private func entry(_ number: Int, of subscription: SubscriptionID) -> AttemptEntry {
        var entry = AttemptEntry(
            subscription: subscription, event: "\(number)", number: 1, time: GivenEvents.start)
        entry.status = 204
        return entry
    }

    @Test("The newest thousand of each subscription are kept, however many come at once")
    func kept() throws {
        let directory = try TemporaryDirectory()
        let store = try AttemptStore(path: directory.path + "/attempts.sqlite")
        let (many, few) = (GivenEvents.id, try #require(SubscriptionID("sub_b")))
        try store.insert((0..<2_500).map { entry($0, of: many) } + [entry(0, of: few)])
        try store.insert((2_500..<2_600).map { entry($0, of: many) })
        let kept = try store.taken(for: many, before: .max, limit: 5_000)
        #expect(kept.map(\.entry.event) == (1_600..<2_600).reversed().map { "\($0)" })
        #expect(try store.taken(for: few, before: .max, limit: 10).map(\.entry.event) == ["0"])
    }
}
