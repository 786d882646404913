import Foundation
import LocalLog
import Log
import Support
import Testing

@Suite("LocalLog that is killed")
struct KillTests {
    @Test("has all that it acknowledged, once, without a hole, after each of 20 kills")
    func kills() async throws {
        let directory = try TemporaryDirectory()
        try await onThread {
            var random = SystemRandomNumberGenerator()
            var acknowledged: [Partition: [Int64: String]] = [:]
            for run in 0..<20 {
                let enough = Int.random(in: 1...300, using: &random)
                for line in try Self.killedWriter(directory.path, run: run, after: enough) {
                    acknowledged[line.partition, default: [:]][line.offset] = line.value
                }
                try Self.check(directory.path, acknowledged)
            }
            #expect(acknowledged.values.reduce(0) { $0 + $1.count } >= 20)
        }
    }

    private struct Line {
        let partition: Partition
        let offset: Int64
        let value: String

        init?(_ text: Substring) {
            let parts = text.split(separator: " ")
            guard parts.count == 3, let number = Int32(parts[0]), let offset = Int64(parts[1])
            else { return nil }
            partition = Partition(.updates, number)
            self.offset = offset
            value = String(parts[2])
        }
    }

    /// What a writer had acknowledged when it was killed, after `enough` lines or more.
    private static func killedWriter(
        _ directory: String, run: Int, after enough: Int
    ) throws -> [Line] {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = try builtExecutable("LogWriter")
        process.arguments = [directory, "\(run)"]
        process.standardOutput = pipe
        try process.run()
        var output = Data()
        var lines = 0
        while lines < enough {
            let piece = pipe.fileHandleForReading.availableData
            try #require(!piece.isEmpty, "the writer ended by itself")
            lines += piece.count { $0 == UInt8(ascii: "\n") }
            output += piece
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        output += pipe.fileHandleForReading.readDataToEndOfFile()
        return try String(decoding: output, as: UTF8.self).split(separator: "\n").map {
            try #require(Line($0))
        }
    }

    private static func check(
        _ directory: String, _ acknowledged: [Partition: [Int64: String]]
    ) throws {
        let log = try LocalLog(directory: directory, partitions: 3)
        defer { log.close() }
        for (partition, expected) in acknowledged {
            let records = try LogTalk(log).records(of: partition)
            #expect(records.map(\.offset) == Array(0..<Int64(records.count)))
            let values = records.map { String(decoding: $0.value, as: UTF8.self) }
            #expect(Set(values).count == values.count)
            for (offset, value) in expected {
                try #require(offset < values.count, "an acknowledged record is gone")
                #expect(values[Int(offset)] == value)
            }
        }
    }
}
