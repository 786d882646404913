import Foundation
import Log
import Store
import Support
import Testing
import Threading
import Time

@testable import LocalLog

@Suite("LocalLog and its file")
struct FileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func open(
        partitions: Int32 = 3, tailBytes: Int = 1 << 20,
        now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
    ) throws(LogError) -> LocalLog {
        try LocalLog(
            directory: directory.path, partitions: partitions, bufferBytes: 1 << 20,
            tailBytes: tailBytes, now: now)
    }

    /// Why it cannot be opened; nil when it can.
    private func refusal(partitions: Int32 = 3) -> String? {
        do throws(LogError) {
            try open(partitions: partitions).close()
            return nil
        } catch { return error.description }
    }

    private func count(_ log: LocalLog, _ partition: Partition) throws -> Int64? {
        try log.storage.read { storage throws(StoreError) in
            let places = Place.range(of: partition)
            return try storage.database.integer(
                """
                SELECT count(*) FROM records
                WHERE place >= \(places.lowerBound) AND place < \(places.upperBound)
                """)
        }
    }

    @Test("goes on where it was closed")
    func reopens() throws {
        let partition = Partition(.updates, 1)
        for round in 0..<3 {
            let log = try open()
            let offsets = try LogTalk(log).append(["\(round)"], to: partition)
            #expect(offsets == [Int64(round)])
            log.close()
        }
        let log = try open()
        #expect(try LogTalk(log).values(of: partition) == ["0", "1", "2"])
        log.close()
    }

    @Test("takes no more when it is sealed, and says where it goes on, but can be read")
    func sealed() throws {
        let partition = Partition(.updates, 1)
        var log = try open()
        #expect(log.successor == nil)
        try LogTalk(log).append(["before"], to: partition)
        try log.seal(successor: "Kafka at one:9092")
        for _ in 0..<2 {
            #expect(log.successor == "Kafka at one:9092")
            let refusal = LogError.unusable("it is sealed, and goes on as Kafka at one:9092")
            #expect(throws: refusal) { try LogTalk(log).append(["after"], to: partition) }
            #expect(try LogTalk(log).values(of: partition) == ["before"])
            log.close()
            log = try open()
        }
        log.close()
    }

    @Test("makes its directory")
    func makesDirectory() throws {
        let log = try LocalLog(directory: directory.path + "/data", partitions: 1)
        #expect(try LogTalk(log).append(["a"], to: Partition(.updates, 0)) == [0])
        log.close()
    }

    @Test("keeps the number of partitions that it was made with")
    func partitionCount() throws {
        try open(partitions: 12).close()
        let reason = try #require(refusal(partitions: 6))
        #expect(reason.contains("12 partitions, not 6"))
        #expect(refusal(partitions: 12) == nil)
    }

    @Test("is not opened twice, and is free again when it was closed or dropped")
    func held() throws {
        let log = try open()
        let reason = try #require(refusal())
        #expect(reason.contains("in use") && reason.contains("another directory"))
        log.close()
        func drop() throws { _ = try open() }
        try drop()
        // The writer of a dropped log ends by itself, soon.
        let clock = ContinuousClock()
        let end = clock.now + .seconds(20)
        while refusal() != nil { try #require(clock.now < end, "the file is still held") }
    }

    @Test("refuses what is not a log: noise, and the database of another program")
    func notOurs() throws {
        let path = directory.path + "/log.sqlite"
        try Data(repeating: 0x55, count: 8192).write(to: URL(filePath: path))
        #expect(try #require(refusal()).contains("not a database"))
        try FileManager.default.removeItem(atPath: path)
        do {
            let other = try Database(path: path, Database.Settings())
            try other.execute("CREATE TABLE theirs(a)")
        }
        #expect(try #require(refusal()).contains("another program"))
    }

    @Test("says that it is unusable when its file is damaged under it")
    func damaged() throws {
        let partition = Partition(.updates, 0)
        do {
            let log = try open()
            let value = String(repeating: "x", count: 1000)
            try LogTalk(log).append(Array(repeating: value, count: 200), to: partition)
            log.close()
        }
        let file = try FileHandle(forWritingTo: URL(filePath: directory.path + "/log.sqlite"))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 60_000)
        try file.write(contentsOf: Data(repeating: 0xff, count: Int(size) - 60_000))
        try file.close()
        // By opening it or by reading it, whichever meets the damage first.
        do {
            let log = try open()
            defer { log.close() }
            _ = try LogTalk(log).values(of: partition)
            Issue.record("damaged pages were read")
        } catch let error as LogError {
            guard case .unusable = error else { throw error }
        }
    }

    @Test("reads the same from memory and from the file, however little memory there is")
    func tails() throws {
        let partition = Partition(.outcomes, 2)
        var seen: [[String]] = []
        for tailBytes in [0, 3000, 1 << 20] {
            let log = try open(tailBytes: tailBytes)
            let talk = LogTalk(log)
            if seen.isEmpty {
                for number in 0..<300 { try talk.append(["\(number)"], to: partition) }
            }
            seen.append(try talk.values(of: partition))
            seen.append(try talk.values(of: partition, from: 0))
            log.close()
        }
        #expect(seen.allSatisfy { $0 == (0..<300).map(String.init) })
    }

    @Test("keeps one record a key of a compacted topic, and forgets deleted keys when opened")
    func compacts() throws {
        let partition = Partition(.deliveries, 1)
        do {
            let log = try open(tailBytes: 0)
            let talk = LogTalk(log)
            for number in 0..<10 {
                try talk.append(["\(number)"], key: "a", to: partition)
                try talk.append(["\(number)"], key: "b", to: partition)
            }
            #expect(try count(log, partition) == 2)
            try talk.append([""], key: "b", to: partition)
            #expect(try talk.records(of: partition).map(\.value) == [Array("9".utf8), []])
            log.close()
        }
        let log = try open()
        defer { log.close() }
        #expect(try count(log, partition) == 1)
        #expect(try log.bounds(of: partition) == 18..<21)
        #expect(try log.lastRecord(of: partition)?.offset == 18)
        // The last offset is gone with its record, and is not given again.
        let talk = LogTalk(log)
        #expect(try talk.append(["new"], key: "b", to: partition) == [21])
        #expect(try talk.values(of: partition) == ["9", "new"])
    }

    @Test("keeps rejects for 30 days, and everything else for ever")
    func retention() throws {
        let day: Int64 = 86_400_000
        let clock = Monitor(Timestamp(milliseconds: 20_000 * day))
        let log = try open(now: { clock.with { $0 } })
        defer { log.close() }
        let talk = LogTalk(log)
        let (rejects, updates) = (Partition(.rejects, 0), Partition(.updates, 0))
        for number in 0..<40 {
            try talk.append(["\(number)"], to: rejects)
            try talk.append(["\(number)"], to: updates)
            clock.with { $0 = $0.adding(milliseconds: day) }
        }
        // A day is trimmed behind its first commit, so this waits for the one of the 39th.
        try talk.append(["end"], to: updates)
        try talk.append(["end"], to: updates)
        #expect(try log.bounds(of: rejects) == 10..<40)
        #expect(try log.bounds(of: updates) == 0..<42)
        #expect(try log.record(at: 9, of: rejects) == nil)
        let reader = try log.reader()
        try reader.start([rejects: 0])
        reader.close()
    }
}
