import Foundation
import LocalLog
import Log
import Store
import Support
import Testing
import Threading

@testable import Peil

@Suite("peil verify", .onThreads) struct VerifyTests {
    @Test("Board, state and outcomes are what the log makes")
    func agrees() throws {
        let up = try RunningUp(RunningUp.firstCase)
        #expect(try up.peil("push", RunningUp.file("figures/try-cloud-2026.csv")).status == 0)
        try until { try up.peil("status", "nl.mkb.cloud").output.contains("target achieved") }
        let running = try up.peil("verify")
        #expect(running.status == 0, "\(running.errors)")
        #expect(running.output.contains("the board"))
        #expect(up.stop() == 0)
        #expect(try states(up).partitions >= 4)
    }

    @Test("An outcome that no update makes is found, with its place")
    func differs() throws {
        let up = try RunningUp(RunningUp.firstCase)
        #expect(up.stop() == 0)
        try append("{}", to: Partition(.outcomes, 3), in: up.data)
        let result = try up.peil("verify", "--from-log")
        #expect(result.status == 1)
        #expect(result.errors.contains("outcomes/3 0 is an event that no update makes"))
    }

    @Test("An update that was not folded is found")
    func missing() throws {
        let up = try RunningUp(RunningUp.firstCase)
        #expect(up.stop() == 0)
        try append(
            #"{"specversion":"1.0","id":"x","source":"/test","type":"peil.target.withdrawn.v1","#
                + #""time":"2026-01-01T00:00:00Z","data":{"id":"nl.mkb.ai.2030"}}"#,
            to: Partition(.updates, 0), in: up.data)
        let result = try up.peil("verify")
        #expect(result.status == 1)
        #expect(result.errors.contains("makes an event for"))
        #expect(result.errors.contains("where it is missing"))
    }

    @Test("Each state that was left behind is held against the log up to where it ends")
    func olderStates() throws {
        let up = try RunningUp(RunningUp.firstCase)
        #expect(up.stop() == 0)
        // Partitions without a record of theirs have committed nothing.
        let before = try states(up)
        // As another compute leaves its files, whose partitions were given to this one.
        let (left, present) = (up.data + "/compute-7", up.data + "/compute-0")
        try FileManager.default.copyItem(atPath: present, toPath: left)
        for slot in 1..<7 {
            try FileManager.default.createDirectory(
                atPath: up.data + "/compute-\(slot)", withIntermediateDirectories: true)
        }
        let again = try RunningUp(in: up.directory)
        #expect(try again.peil("push", RunningUp.file("figures/try-cloud-2026.csv")).status == 0)
        try until { try again.peil("status", "nl.mkb.cloud").output.contains("target achieved") }
        #expect(again.stop() == 0)
        let after = try states(up)
        #expect(before.partitions == before.files && before.files >= 4)
        #expect(after.files == after.partitions + before.files)

        let file = try #require(
            FileManager.default.contentsOfDirectory(atPath: left).filter {
                $0.hasSuffix(".sqlite")
            }.sorted().first { try self.rows(of: "releases", in: "\(left)/\($0)") > 0 })
        try Database(path: "\(left)/\(file)", Database.Settings())
            .execute("DELETE FROM releases WHERE id = (SELECT max(id) FROM releases)")
        let differing = try up.peil("verify")
        #expect(differing.status == 1)
        #expect(differing.errors.contains("compute-7/\(file), compute's state of updates/"))
        #expect(differing.errors.contains("is missing"))
    }

    /// How many partitions have a state, in how many files, when all of them agree with the log.
    private func states(_ up: RunningUp) throws -> (partitions: Int, files: Int) {
        let agreed = try up.peil("verify")
        #expect(agreed.status == 0, "\(agreed.errors)")
        let counts = try #require(
            agreed.output.firstMatch(of: /state of (\d+) partitions, in (\d+) files/), "\(agreed)")
        return (try #require(Int(counts.1)), try #require(Int(counts.2)))
    }

    private func rows(of table: String, in path: String) throws -> Int64 {
        let database = try Database(path: path, Database.Settings())
        var count: Int64 = 0
        try database.prepare("SELECT count(*) FROM \(table)").rows { row in
            count = row.integer(0)
            return true
        }
        return count
    }

    private func append(_ text: String, to partition: Partition, in data: String) throws {
        let log = try LocalLog(directory: data, partitions: 12)
        defer { log.close() }
        let (key, value) = (Array("nl.mkb.ai".utf8), Array(text.utf8))
        var batch = Batch()
        try batch.add(to: partition, key: key.span, value: value.span)
        let answer = Monitor<Result<[Int64], LogError>?>(nil)
        log.append(batch) { result in answer.with { $0 = result } }
        _ = try answer.wait { $0 }.get()
    }
}
