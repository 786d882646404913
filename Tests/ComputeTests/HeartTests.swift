import Compute
import Log
import Messages
import Support
import Testing
import Time

@Suite("The heart of a partition")
struct HeartTests {
    private func story() throws -> Story {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 64])
        try story.report([2025: 171])
        try story.report([2025: 76])
        return story
    }

    private func world() throws -> HeartWorld { HeartWorld(try story().records) }

    /// Whether the topics hold what a fold of the updates makes, each once.
    private func expectWhole(_ world: HeartWorld, _ comment: Comment? = nil) throws {
        let folded = try Folded(
            world.updates.compactMap { $0 }, log: HeartWorld.log, partition: 0)
        #expect(world.outcomes == folded.outcomes, comment)
        #expect(world.answers == folded.answers, comment)
        let rejects = try world.rejects.compactMap { $0 }.map { try Reject(decoding: $0.span) }
        #expect(rejects == folded.rejects, comment)
    }

    @Test("emits, and commits when the log has acknowledged")
    func emitsThenCommits() throws {
        let world = try world()
        world.take()
        world.read()
        #expect(world.commit == nil)
        while !world.appends.isEmpty {
            world.rest()
            #expect(world.commit == nil)
            world.arrive()
        }
        world.rest()
        #expect(world.commit != nil)
        world.writeCommit()
        #expect(world.uncommitted == 0)
        try expectWhole(world)
    }

    @Test("killed before anything arrived, loses nothing")
    func killedBeforeArrival() throws {
        let world = try world()
        world.take()
        world.read()
        world.restart()
        world.settle()
        try expectWhole(world)
    }

    @Test("killed with a part of a batch on the log, appends the rest only")
    func killedInBatch() throws {
        for records in 0..<6 {
            let world = try world()
            world.take()
            world.read()
            world.arrive()
            world.arrive(records: records, acknowledged: false)
            world.restart()
            world.settle()
            try expectWhole(world, "\(records) records")
        }
    }

    @Test("killed before the commit, repeats nothing")
    func killedBeforeCommit() throws {
        let world = try world()
        world.take()
        world.read()
        while !world.appends.isEmpty { world.arrive() }
        world.rest()
        world.restart()
        world.settle()
        try expectWhole(world)
    }

    @Test("goes on from its file where it was stopped")
    func resumes() throws {
        let all = try story().records
        let world = HeartWorld([])
        for record in all {
            world.updates.append(record)
            world.restart()
            #expect(world.position == world.updates.count - 1)
            world.settle()
        }
        try expectWhole(world)
    }

    @Test("without its file folds from the start and announces nothing again")
    func lostFile() throws {
        let world = try world()
        world.take()
        world.settle()
        world.loseDisk()
        world.restart()
        #expect(world.position == 0)
        world.settle()
        try expectWhole(world)
    }

    @Test("without its file and with expired rejects appends no reject again")
    func expiredRejects() throws {
        let world = try world()
        world.take()
        world.settle()
        world.rejects = world.rejects.map { _ in nil }
        world.loseDisk()
        world.restart()
        world.settle()
        #expect(world.rejects.allSatisfy { $0 == nil })
    }

    @Test("rejects go before the events of their records, which wait for them")
    func rejectsFirst() throws {
        let world = try world()
        world.take()
        world.read()
        #expect(world.appends.count == 1)
        world.arrive()
        #expect(world.rejects.count == 1)
        #expect(world.outcomes.isEmpty)
        #expect(world.appends.count == 1)
    }

    @Test("folds on while batches are on their way, and takes acknowledgements in any order")
    func pipelines() throws {
        var story = try Story()
        try story.report([2024: 64])
        try story.report([2025: 71])
        let world = HeartWorld(story.records)
        world.take()
        for _ in 0..<3 { world.read(1) }
        #expect(world.appends.count == 3)
        world.arrive()
        world.rest()
        #expect(world.commit == nil)
        world.settle()
        try expectWhole(world)
    }

    @Test("drops records that come again")
    func repeatedRecords() throws {
        let world = try world()
        world.take()
        world.read(3)
        let key: [UInt8] = []
        let value = try #require(world.updates[0])
        #expect(world.next == 3)
        world.feed(Record(offset: 0, key: key.span, value: value.span))
        #expect(world.statistics.dropped == 1)
        world.settle()
        try expectWhole(world)
    }

    @Test("reads again what was skipped, and passes what is not there")
    func holes() throws {
        let world = try world()
        world.updates.insert(nil, at: 2)
        world.take()
        world.read()
        #expect(world.position == 2)
        #expect(world.next == 2)
        world.settle()
        #expect(world.statistics.holes == 1)
        #expect(world.next == Int64(world.updates.count))
        #expect(world.outcomes.count == 4)
    }

    @Test("returns to what is committed when an append fails, and late answers say nothing")
    func failedAppend() throws {
        let world = try world()
        world.take()
        world.settle()
        world.updates += try story().records.suffix(2).map { $0 }
        var story = try Story()
        try story.report([2023: 50])
        world.updates.append(story.records[1])
        world.read()
        let late = world.appends.map(\.id)
        world.failAppend()
        #expect(world.retakes == 1)
        #expect(!world.takesRecords)
        world.take()
        for id in late { world.answer(id, [0]) }
        world.settle()
        try expectWhole(world)
    }

    @Test("stops where the log has lost what was folded")
    func lostUpdates() throws {
        let world = try world()
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
        let world = try world()
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
        let world = try world()
        world.take()
        world.settle()
        world.updates.removeLast()
        world.loseDisk()
        world.restart()
        #expect(world.alarm != nil)
    }

    @Test("folds all again where the log has lost acknowledged outcomes, and says them again")
    func lostOutcomes() throws {
        let world = try world()
        world.take()
        world.settle()
        world.outcomes.removeLast(2)
        world.restart()
        #expect(world.rebuilds == 1)
        world.settle()
        try expectWhole(world)
    }

    @Test("refuses a file of another log")
    func foreignFile() throws {
        let world = try world()
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
        var story = try story()
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
        let world = try world()
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
