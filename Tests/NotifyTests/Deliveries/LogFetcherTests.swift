import LocalLog
import Log
import Messages
import Support
import Testing
import Threading

@testable import Notify

@Suite("Reading outcomes again", .onThreads) struct LogFetcherTests {
    @Test("What is not on the log is said of who asked for it; others are answered on")
    func outOfRange() throws {
        let directory = try TemporaryDirectory()
        let log = try LocalLog(directory: directory.path, partitions: 1)
        defer { log.close() }
        let event = GivenEvents.bytes(GivenEvents.event(0))
        var batch = Batch()
        try batch.add(to: Partition(.outcomes, 0), key: event.span, value: event.span)
        _ = try LogTalk(log).append(batch)

        let answers = Monitor<[Heart.Event]>([])
        let fetcher = LogFetcher(log)
        let thread = Thread(name: "outcomes") {
            fetcher.run { answer in answers.with { $0.append(answer) } }
        }
        defer {
            fetcher.close()
            thread.join()
        }
        let tenure = Tenure(subscription: GivenEvents.id, number: 1)
        for from in [5, 0] as [Int64] {
            fetcher.ask(
                .page(PageRequest(tenure: tenure, course: .live, partition: 0, from: from)))
        }
        let came = answers.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) {
            $0.count == 2 ? $0 : nil
        }
        let (first, second) = try #require(came.map { ($0[0], $0[1]) })
        guard case .unreadable(tenure, .outOfRange(_, wanted: 5, _)) = first,
            case .page(_, let records, next: 1) = second
        else {
            Issue.record("\(first), \(second)")
            return
        }
        #expect(records.map(\.offset) == [0])

        let error = LogError.outOfRange(Partition(.outcomes, 0), wanted: 5, held: 0..<1)
        var bench = HeartBench()
        bench.tell(.unreadable(tenure, error))
        #expect(bench.incidents == [.unreadable(GivenEvents.id, error)])
    }
}
