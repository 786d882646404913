import Founding
import JSON
import LocalLog
import Log
import Messages
import Support
import Testing
import Threading
import Time

@Suite("A log's founding", .onThreads)
struct FoundingTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func withLog(_ body: (LocalLog) throws -> Void) throws {
        let log = try LocalLog(directory: directory.path, partitions: 3)
        defer { log.close() }
        try body(log)
    }

    /// What finding this log founded throws; nil: nothing.
    private func refusal(_ log: LocalLog) -> FoundingError? {
        do throws(FoundingError) {
            _ = try found(log)
            return nil
        } catch { return error }
    }

    @Test("an empty log gets its first record, and is the same log for ever")
    func foundsOnce() throws {
        var identity: LogIdentity?
        for _ in 0..<3 {
            try withLog { log in
                let read = try found(log)
                #expect(read.partitions == 3)
                #expect(read.rules == currentRules)
                #expect(identity == nil || identity == read)
                identity = read
                #expect(try log.bounds(of: Partition(.updates, 0)) == 0..<1)
            }
        }
    }

    @Test("those who found it at once agree")
    func agree() throws {
        try withLog { log in
            let identities = Monitor<[LogIdentity]>([])
            let threads = (0..<8).map { number in
                Thread(name: "founder \(number)") {
                    guard let identity = try? found(log) else { return }
                    identities.with { $0.append(identity) }
                }
            }
            for thread in threads { thread.join() }
            let all = identities.with { $0 }
            #expect(all.count == 8)
            #expect(Set(all).count == 1)
        }
    }

    @Test("a log that begins with something else is another system's")
    func foreign() throws {
        try withLog { log in
            try LogTalk(log).append(["no founding"], to: Partition(.updates, 0))
            #expect(refusal(log) == .foreign)
        }
    }

    @Test("a log that was made with another number of partitions is refused")
    func repartitioned() throws {
        try withLog { log in
            let created = LogIdentity(log: LogID(7), partitions: 12, rules: 1)
            var writer = Writer()
            UpdateEvent(id: "created", time: .now(), update: .logCreated(created))
                .encode(into: &writer)
            let text = String(decoding: writer.take(), as: UTF8.self)
            try LogTalk(log).append([text], to: Partition(.updates, 0))
            #expect(refusal(log) == .repartitioned(stated: 12, held: 3))
        }
    }
}
