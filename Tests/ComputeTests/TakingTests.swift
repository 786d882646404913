import Compute
import Messages
import Testing
import Time

@Suite("The heart of a partition that is taken")
struct TakingTests {
    @Test("stops where the log has lost what was folded")
    func lostUpdates() throws {
        let world = try HeartWorld()
        world.take()
        world.settle()
        world.updates.removeLast()
        world.restart()
        guard case .lostRecords = world.alarm else {
            Issue.record("no alarm: \(String(describing: world.alarm))")
            return
        }
        #expect(world.position == nil)
    }

    @Test("stops where another record stands in the place of the last that was folded")
    func otherUpdates() throws {
        let world = try HeartWorld()
        world.take()
        world.settle()
        world.updates[world.updates.count - 1] = Array("{}".utf8)
        world.restart()
        guard case .lostRecords = world.alarm else {
            Issue.record("no alarm: \(String(describing: world.alarm))")
            return
        }
    }

    @Test("stops without a file where outcomes speak of updates that are gone")
    func lostUpdatesWithoutFile() throws {
        let world = try HeartWorld()
        world.take()
        world.settle()
        world.updates.removeLast()
        world.loseDisk()
        world.restart()
        #expect(world.alarm != nil)
    }

    @Test("folds all again where the log has lost acknowledged outcomes, and says them again")
    func lostOutcomes() throws {
        let world = try HeartWorld()
        world.take()
        world.settle()
        world.outcomes.removeLast(2)
        world.restart()
        #expect(world.rebuilds == 1)
        world.settle()
        try world.expectWhole()
    }

    @Test("refuses a file of another log")
    func foreignFile() throws {
        let world = try HeartWorld()
        world.take()
        world.settle()
        var heart = PartitionHeart(log: LogID(7), partition: 0)
        let checkpoint = try #require(world.storedCheckpoint)
        let actions = heart.take(
            checkpoint, PartitionState(log: LogID(7), partition: 0), Evidence(updates: 0..<9))
        guard case .halt(.foreignFile(HeartWorld.log))? = actions.first else {
            Issue.record("not refused: \(actions)")
            return
        }
    }

    @Test("commits what stands before a change of rules, and stops there")
    func unknownRules() throws {
        var story = try HeartWorld.story()
        story.tell(.rulesChanged(version: 2))
        try story.report([2026: 80])
        let world = HeartWorld(story.records)
        world.take()
        world.settle()
        #expect(world.alarm == .unknownRules(version: 2))
        #expect(world.storedCheckpoint?.next == 5)
        #expect(world.outcomes.count == 4)
    }

    @Test("tells a day once, when it has caught up")
    func days() throws {
        let world = try HeartWorld()
        let date = CalendarDate.first(ofYear: 2027)
        world.take()
        world.pass(date)
        #expect(world.appends.isEmpty)
        world.settle()
        world.pass(date)
        world.pass(date)
        #expect(world.appends.count == 1)
        let count = world.updates.count
        world.settle()
        #expect(world.updates.count == count + 1)
        world.restart()
        world.pass(date)
        #expect(world.appends.isEmpty)
    }
}
