import Compute
import Log
import Messages
import Support
import Testing

@Suite("compute on a full disk", .onThreads)
struct FullDiskTests {
    @Test(
        "it waits and says so, and goes on when there is room, nothing lost and nothing twice",
        .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root"))
    func full() throws {
        let workshop = try Workshop()
        let disk = try #require(
            SmallDisk(at: workshop.directory.path + "/compute-0", mebibytes: 4))
        defer { withExtendedLifetime(disk) {} }
        var story = try Story()
        try story.target(75)
        try story.report([2024: 64])
        var told = 0
        func tell() throws {
            try workshop.append(Array(story.events[told...]))
            told = story.events.count
        }
        workshop.start()
        try tell()
        try workshop.wait("folded") { workshop.health?.readyFault == nil }
        try disk.fill()
        for round in 0..<200 where workshop.health?.readyFault?.contains("full") != true {
            for area in 0..<20 {
                try story.report([2025: Double((round * 7 + area) % 90)], area: "A\(area)")
            }
            try tell()
            try workshop.wait("taken in, or full") {
                let outcomes = try workshop.events(.outcomes).count
                return outcomes >= told - 2 || workshop.health?.readyFault?.contains("full") == true
            }
        }
        try workshop.wait("the disk is full") {
            workshop.health?.readyFault?.contains("full") == true
        }
        #expect(workshop.health?.liveFault == nil)
        try disk.free()
        try workshop.wait("gone on") { workshop.health?.readyFault == nil }
        workshop.stop()
        let expected = try Folded(
            try workshop.events(.updates), log: workshop.identity.log, partition: 0
        ).outcomes
        #expect(try workshop.events(.outcomes) == expected)
        // A new one finds all of it in the file.
        workshop.start()
        try story.report([2025: 76])
        try tell()
        try workshop.wait(for: expected.count + 1, on: .outcomes)
        workshop.stop()
    }
}
