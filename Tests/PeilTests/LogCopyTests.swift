import LocalLog
import Log
import Support
import Testing

@testable import Peil

@Suite("A log is copied to another", .onThreads) struct LogCopyTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func open(_ name: String, partitions: Int32 = 3) throws -> LocalLog {
        try LocalLog(directory: "\(directory.path)/\(name)", partitions: partitions)
    }

    /// Records on every topic; of the compacted ones most are gone again.
    private func source() throws -> LocalLog {
        let log = try open("source")
        let talk = LogTalk(log)
        for topic in Topic.allCases {
            for number in 0..<log.partitionCount {
                for round in 0..<4 {
                    try talk.append(
                        (0..<300).map { "\(topic) \(number) \(round) \($0)" }, key: "k\(round % 3)",
                        to: Partition(topic, number))
                }
            }
        }
        try talk.append([""], key: "k1", to: Partition(.subscriptions, 1))
        // Anew, as a command opens it: what was replaced is in memory no more.
        log.close()
        return try open("source")
    }

    private func expectSame(_ source: LocalLog, _ target: LocalLog) throws {
        for topic in Topic.allCases {
            for number in 0..<source.partitionCount {
                let partition = Partition(topic, number)
                var given: [StoredRecord] = []
                let reader = PartitionReader(source, partition)
                while let record = try reader.read() { given.append(record) }
                let copied = try LogTalk(target).records(of: partition)
                let hasCoordinates = topic.retention == .forever
                let isSame =
                    given.count == copied.count
                    && zip(given, copied).allSatisfy { one, other in
                        one.key == other.key && one.value == other.value
                            && (one.offset == other.offset || !hasCoordinates)
                    }
                #expect(isSame, "\(partition)")
                #expect(!given.isEmpty)
            }
        }
    }

    @Test("Records keep their order; those of updates, outcomes and catalogue their coordinates")
    func whole() throws {
        let (source, target) = (try source(), try open("target"))
        defer { [source, target].forEach { $0.close() } }
        var copy = try LogCopy(from: source, to: target)
        try copy.run()
        try expectSame(source, target)
        #expect(copy.count == 4 * 3 * 4 * 300 + 2 * 3 * 3 - 1)
        let subscriptions = Partition(.subscriptions, 0)
        #expect(try source.bounds(of: subscriptions).upperBound == 1_200)
        #expect(try target.bounds(of: subscriptions) == 0..<3)
    }

    @Test("A copy that was cut off is gone on with; once more it has nothing to do")
    func interrupted() throws {
        let (source, target) = (try source(), try open("target"))
        defer { [source, target].forEach { $0.close() } }
        let log = Interruptible(target, appends: 9)
        var cut = try LogCopy(from: source, to: log)
        #expect(throws: LogCopy.Fault.target(.closed)) { try cut.run() }
        #expect(try target.bounds(of: Partition(.updates, 0)).isEmpty)
        for _ in 0..<2 {
            var copy = try LogCopy(from: source, to: target)
            try copy.run()
            try expectSame(source, target)
        }
    }

    @Test("A target that is away for a while is waited for, and nothing comes twice")
    func outage() throws {
        let (source, target) = (try source(), try open("target"))
        defer { [source, target].forEach { $0.close() } }
        let log = Interruptible(target, appends: 9, failing: [.unavailable("gone"), .full])
        var copy = try LogCopy(from: source, to: log)
        try copy.run()
        try expectSame(source, target)
    }

    @Test("What stands on the target already and is another is named")
    func foreign() throws {
        let (source, target) = (try source(), try open("target"))
        defer { [source, target].forEach { $0.close() } }
        try LogTalk(target).append(["updates 1 0 0"], key: "k0", to: Partition(.updates, 1))
        try LogTalk(target).append(["another"], key: "k0", to: Partition(.updates, 1))
        var copy = try LogCopy(from: source, to: target)
        #expect(throws: LogCopy.Fault.foreign(Partition(.updates, 1), offset: 1)) {
            try copy.run()
        }
        let more = try open("more")
        defer { more.close() }
        var whole = try LogCopy(from: source, to: more)
        try whole.run()
        try LogTalk(more).append(["beyond"], to: Partition(.outcomes, 2))
        #expect(throws: LogCopy.Fault.foreign(Partition(.outcomes, 2), offset: 1_200)) {
            try whole.run()
        }
    }

    @Test("Logs of different numbers of partitions are not copied")
    func partitions() throws {
        let (source, target) = (try open("source"), try open("target", partitions: 4))
        defer { [source, target].forEach { $0.close() } }
        #expect(throws: LogCopy.Fault.partitions(source: 3, target: 4)) {
            _ = try LogCopy(from: source, to: target)
        }
    }
}
