import Compute
import Foundation
import Log
import Messages
import Store
import Support
import Telemetry
import Testing
import Time

@Suite("compute on a local log", .onThreads)
struct ServiceTests {
    /// Five outcomes come of it: assessed, three times a series updated, met.
    private func story() throws -> Story {
        var story = try Story()
        try story.target(75)
        try story.report([2023: 60, 2024: 64])
        try story.report([2025: 71])
        try story.report([2025: 76])
        return story
    }

    /// What a fold makes of all that stands on the log.
    private func expected(in workshop: Workshop) throws -> [[UInt8]] {
        try Folded(
            try workshop.events(.updates), log: workshop.identity.log, partition: 0
        ).outcomes
    }

    @Test("what is told comes out, and nothing comes twice when compute starts again")
    func restarts() throws {
        let workshop = try Workshop()
        let story = try story()
        for event in story.events {
            workshop.start()
            try workshop.append([event])
            try workshop.wait("folded") { workshop.health?.readyFault == nil }
            workshop.stop()
        }
        workshop.start()
        let expected = try expected(in: workshop)
        try workshop.wait(for: expected.count, on: .outcomes)
        workshop.stop()
        #expect(try workshop.events(.outcomes) == expected)
        #expect(try workshop.events(.catalogue).count == 2)
    }

    /// Tells the story and stops compute when all is out and committed.
    private func told(_ workshop: Workshop) throws -> [[UInt8]] {
        workshop.start()
        try workshop.append(try story().events)
        try workshop.wait(for: 5, on: .outcomes)
        workshop.stop()
        let outcomes = try workshop.events(.outcomes)
        #expect(outcomes == (try expected(in: workshop)))
        return outcomes
    }

    /// Starts compute again, tells one more figure, and expects no more than what comes of that.
    private func goOn(_ workshop: Workshop, after before: [[UInt8]]) throws {
        var more = try Story()
        try more.report([2026: 77], submission: "later")
        try workshop.append(Array(more.events.suffix(1)))
        try workshop.wait(for: before.count + 1, on: .outcomes)
        workshop.stop()
        #expect(try workshop.events(.outcomes) == expected(in: workshop))
    }

    @Test("a deleted file is built again from the log and announces nothing again")
    func deletedFile() throws {
        let workshop = try Workshop()
        let before = try told(workshop)
        for suffix in ["", "-wal"] { unsafe unlink(workshop.file() + suffix) }
        workshop.start()
        try goOn(workshop, after: before)
    }

    @Test("a damaged file is moved aside, built again and announces nothing again")
    func damagedFile() throws {
        for damage in Damage.allCases {
            let workshop = try Workshop()
            let before = try told(workshop)
            try damage.strike(workshop.file())
            let metrics = workshop.start()
            try goOn(workshop, after: before)
            #expect(
                FileManager.default.fileExists(atPath: workshop.file() + ".damaged-1"), "\(damage)")
            #expect(
                metrics.exposition.contains("peil_compute_quarantined_files_total 1"), "\(damage)")
        }
    }

    @Test("a file of another partition is moved aside")
    func otherPartition() throws {
        let workshop = try Workshop(partitions: 2)
        workshop.start()
        try workshop.append(try story().events, to: 1)
        try workshop.wait(for: 5, on: .outcomes, 1)
        workshop.stop()
        let manager = FileManager.default
        try manager.removeItem(atPath: workshop.file(of: 0))
        try manager.moveItem(atPath: workshop.file(of: 1), toPath: workshop.file(of: 0))
        workshop.start()
        try workshop.wait("ready") { workshop.health?.readyFault == nil }
        workshop.stop()
        #expect(manager.fileExists(atPath: workshop.file(of: 0) + ".damaged-1"))
        #expect(try workshop.events(.outcomes, 1).count == 5)
        #expect(try workshop.events(.outcomes, 0).isEmpty)
    }

    @Test("a file of another log is refused and left as it is")
    func otherLog() throws {
        let workshop = try Workshop()
        _ = try told(workshop)
        let other = try Workshop()
        let slot = "\(other.directory.path)/compute-0"
        try FileManager.default.createDirectory(atPath: slot, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: workshop.file(), toPath: other.file())
        let before = try Data(contentsOf: URL(filePath: other.file()))
        other.start()
        try other.append(try story().events)
        try other.wait("refused") {
            other.health?.readyFault?.contains("belongs to log \(workshop.identity.log.text)")
                ?? false
        }
        #expect(other.health?.liveFault == nil)
        other.stop()
        #expect(try other.events(.outcomes).isEmpty)
        #expect(try Data(contentsOf: URL(filePath: other.file())) == before)
    }

    @Test("records that are no updates are rejected, and a day is told by compute itself")
    func rejectsAndDays() throws {
        let workshop = try Workshop()
        workshop.start()
        _ = try LogTalk(workshop.log).append(["no update"], to: Partition(.updates, 0))
        try workshop.wait(for: 1, on: .rejects)
        try workshop.wait("a day on the log") {
            try workshop.events(.updates).contains { record in
                guard case .dayPassed = try? UpdateEvent(decoding: record.span).update else {
                    return false
                }
                return true
            }
        }
        workshop.stop()
        let bytes = try #require(try workshop.events(.rejects).first)
        let reject = try Reject(decoding: bytes.span)
        #expect(reject.errors.map(\.code) == [.malformed])
    }

    @Test("two on one log share the partitions, and each finds a directory of its own")
    func shares() throws {
        let workshop = try Workshop(partitions: 4)
        let other = workshop.another()
        workshop.start()
        other.start()
        for partition: Int32 in 0..<4 { try workshop.append(try story().events, to: partition) }
        for partition: Int32 in 0..<4 { try workshop.wait(for: 5, on: .outcomes, partition) }
        other.stop()
        for partition: Int32 in 0..<4 { try workshop.append(try story().events, to: partition) }
        try workshop.wait("all ready") { workshop.health?.readyFault == nil }
        workshop.stop()
        for partition: Int32 in 0..<4 {
            #expect(try workshop.events(.outcomes, partition).count >= 5)
        }
        #expect(FileManager.default.fileExists(atPath: workshop.directory.path + "/compute-1"))
    }
}

/// What can happen to a file.
private enum Damage: CaseIterable {
    case garbage, flippedByte, truncated

    func strike(_ path: String) throws {
        let url = URL(filePath: path)
        var bytes = try Data(contentsOf: url)
        switch self {
        case .garbage: bytes = Data("this is no database".utf8)
        case .flippedByte:
            guard let place = bytes.range(of: Data("nl.mkb.cloud/NL".utf8)) else { return }
            bytes[place.lowerBound] ^= 1
        case .truncated: bytes = bytes.prefix(bytes.count / 2)
        }
        try bytes.write(to: url)
        try? FileManager.default.removeItem(atPath: path + "-wal")
    }
}
