import Compute
import Log
import Messages
import Support
import Testing
import Time

@Suite("The heart of a partition")
struct HeartTests {
    @Test("emits, and commits when the log has acknowledged")
    func emitsThenCommits() throws {
        let world = try HeartWorld()
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
        try world.expectWhole()
    }

    @Test("killed before anything arrived, loses nothing")
    func killedBeforeArrival() throws {
        let world = try HeartWorld()
        world.take()
        world.read()
        world.restart()
        world.settle()
        try world.expectWhole()
    }

    @Test("killed with a part of a batch on the log, appends the rest only")
    func killedInBatch() throws {
        for records in 0..<6 {
            let world = try HeartWorld()
            world.take()
            world.read()
            world.arrive()
            world.arrive(records: records, acknowledged: false)
            world.restart()
            world.settle()
            try world.expectWhole("\(records) records")
        }
    }

    @Test("killed before the commit, repeats nothing")
    func killedBeforeCommit() throws {
        let world = try HeartWorld()
        world.take()
        world.read()
        while !world.appends.isEmpty { world.arrive() }
        world.rest()
        world.restart()
        world.settle()
        try world.expectWhole()
    }

    @Test("goes on from its file where it was stopped")
    func resumes() throws {
        let all = try HeartWorld.story().records
        let world = HeartWorld([])
        for record in all {
            world.updates.append(record)
            world.restart()
            #expect(world.position == world.updates.count - 1)
            world.settle()
        }
        try world.expectWhole()
    }

    @Test("without its file folds from the start and announces nothing again")
    func lostFile() throws {
        let world = try HeartWorld()
        world.take()
        world.settle()
        world.loseDisk()
        world.restart()
        #expect(world.position == 0)
        world.settle()
        try world.expectWhole()
    }

    @Test("without its file and with expired rejects appends no reject again")
    func expiredRejects() throws {
        let world = try HeartWorld()
        world.take()
        world.settle()
        world.rejects = world.rejects.map { _ in nil }
        world.loseDisk()
        world.restart()
        world.settle()
        #expect(world.rejects.allSatisfy { $0 == nil })
    }

    @Test("halted while batches are on their way, stays so whatever is answered")
    func halted() throws {
        for fails in [false, true] {
            let world = try HeartWorld()
            world.take()
            world.read()
            world.halt(.lostRecords("all"))
            if fails { world.failAppend() } else { world.arrive() }
            world.rest()
            world.read()
            #expect(world.appends.isEmpty && world.commit == nil && world.retakes == 0)
            #expect(world.isHalted && world.position == nil)
            #expect(world.alarm == .lostRecords("all"))
        }
    }

    @Test("rejects go before the events of their records, which wait for them")
    func rejectsFirst() throws {
        let world = try HeartWorld()
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
        try world.expectWhole()
    }

    @Test("drops records that come again")
    func repeatedRecords() throws {
        let world = try HeartWorld()
        world.take()
        world.read(3)
        let key: [UInt8] = []
        let value = try #require(world.updates[0])
        #expect(world.next == 3)
        world.feed(Record(offset: 0, key: key.span, value: value.span))
        #expect(world.statistics.dropped == 1)
        world.settle()
        try world.expectWhole()
    }

    @Test("reads again what was skipped, and passes what is not there")
    func holes() throws {
        let world = try HeartWorld()
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
        let world = try HeartWorld()
        world.take()
        world.settle()
        world.updates += try HeartWorld.story().records.suffix(2).map { $0 }
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
        try world.expectWhole()
    }
}
