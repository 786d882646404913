import Compute
import Foundation
import Glibc
import Log
import Messages
import Support
import Testing

/// A file system of its own, of a few mebibytes, for as long as the value lives.
private final class SmallDisk {
    let path: String

    /// Nil where this user may not mount one.
    init?(at path: String, mebibytes: Int) {
        self.path = path
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(mebibytes)m") == 0 else { return nil }
    }

    deinit { unsafe umount2(path, Int32(MNT_DETACH)) }

    static let isPossible: Bool = {
        guard let directory = try? TemporaryDirectory() else { return false }
        return SmallDisk(at: directory.path + "/disk", mebibytes: 1) != nil
    }()

    /// Takes all room that is left.
    func fill() throws {
        let file = unsafe open(path + "/filler", O_CREAT | O_WRONLY, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        let block = [UInt8](repeating: 0, count: 4096)
        while unsafe write(file, block, block.count) > 0 {}
        try #require(errno == ENOSPC)
    }

    func free() throws { try FileManager.default.removeItem(atPath: path + "/filler") }
}

@Suite("compute on a full disk", .onThreads)
struct FullDiskTests {
    @Test(
        "it waits and says so, and goes on when there is room, nothing lost and nothing twice",
        .enabled(if: SmallDisk.isPossible, "a small disk can only be mounted by root"))
    func full() throws {
        let workshop = try Workshop()
        let disk = try #require(
            SmallDisk(at: workshop.directory.path + "/compute-0", mebibytes: 4))
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
