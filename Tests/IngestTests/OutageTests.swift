import JSON
import Log
import Messages
import Store
import Support
import Testing
import Threading

@testable import Ingest
@testable import LocalLog

@Suite("Ingest without its log", .onThreads) struct OutageTests {
    private static func body(_ value: Int) -> String {
        #"{"indicator":"eu.ai","area":"NL","unit":"PC","#
            + #""figures":[{"period":"2025","value":\#(value)}]}"#
    }

    private func push(_ client: TestClient, _ value: Int, key: String) -> TestClient.Answer? {
        client.ask(
            "POST", "/v1/figures", type: "application/json", ["Idempotency-Key: \(key)"],
            body: Self.body(value))
    }

    @Test("A buffer that is full is answered at once: 503, nothing taken, and when to come again")
    func full() throws {
        let station = try Station(bufferBytes: 1)
        try station.define()
        // The writer waits for the medium, with one batch in hand.
        let isHeld = Monitor(false)
        let isOver = Monitor(false)
        let storage = station.log.storage
        let holder = Thread(name: "holder") {
            storage.with { _ in
                isHeld.with { $0 = true }
                isOver.wait { $0 ? () : nil }
            }
        }
        isHeld.wait { $0 ? () : nil }
        defer {
            isOver.with { $0 = true }
            holder.join()
        }
        let taken = Monitor<Result<[Int64], LogError>?>(nil)
        var batch = Batch()
        try batch.add(key: "k", value: "v", to: Partition(.rejects, 0))
        station.log.append(batch) { result in taken.with { $0 = result } }
        let client = station.client()
        let answer = push(client, 13, key: "june")
        #expect(answer?.status == 503)
        #expect(answer?.head.lowercased().contains("retry-after: 2") == true)
        #expect(answer?.json["detail"]?.string?.contains("nothing was taken") == true)
        isOver.with { $0 = true }
        #expect(try taken.wait { $0 }.get() == [0])
        #expect(push(client, 13, key: "june")?.status == 202)
        #expect(try station.reports().map(\.submission) == ["june"])
    }

    @Test("A full disk takes nothing; when there is room again, the same key is taken once")
    func fullDisk() throws {
        let station = try Station()
        try station.define()
        let client = station.client()
        try limit(station.log, pages: 1)
        // Pages that the file has are still filled.
        var answers: [TestClient.Answer?] = []
        repeat {
            answers.append(push(client, answers.count % 90, key: "k\(answers.count)"))
        } while answers.last??.status == 202 && answers.count < 1_000
        let refused = try #require(answers.last ?? nil)
        #expect(refused.status == 503)
        #expect(refused.head.lowercased().contains("retry-after: 2"))
        #expect(refused.json["detail"]?.string?.contains("nothing was taken") == true)
        try limit(station.log, pages: 1_073_741_823)
        let key = "k\(answers.count - 1)"
        // What comes while the log still tells of a failure fails likewise.
        var (again, tries) = (push(client, (answers.count - 1) % 90, key: key), 1)
        while again?.status == 503, tries < 1_000 {
            again = push(client, (answers.count - 1) % 90, key: key)
            tries += 1
        }
        #expect(again?.status == 202, "\(again?.text ?? "")")
        let keys = answers.indices.map { "k\($0)" }
        #expect(try station.reports().map(\.submission) == keys)
    }

    private func limit(_ log: LocalLog, pages: Int) throws {
        try log.storage.read { storage throws(StoreError) in
            try storage.database.execute("PRAGMA max_page_count = \(pages)")
        }
    }

    /// Its updates are gone when they are wanted to be.
    private final class RemadeLog: ForwardingLog {
        let log: any Log
        let isRemade = Monitor(false)

        init(_ log: any Log) { self.log = log }

        func append(
            _ batch: Batch, _ acknowledged: @escaping @Sendable (Result<[Int64], LogError>) -> Void
        ) { log.append(batch, acknowledged) }

        func bounds(of partition: Partition) throws(LogError) -> Range<Int64> {
            if partition.topic == .updates, isRemade.with({ $0 }) { return 0..<0 }
            return try log.bounds(of: partition)
        }
    }

    @Test("A log that was made anew takes nothing, for nobody would fold it")
    func remade() throws {
        let station = try Station()
        try station.define()
        let log = RemadeLog(station.log)
        let instance = try Instance(beside: station, on: log)
        let client = instance.client()
        #expect(push(client, 13, key: "june")?.status == 202)
        log.isRemade.with { $0 = true }
        // What is not known is looked for as long as the catalogue is followed.
        let end = ContinuousClock.now + .milliseconds(LogTalk.patienceMilliseconds)
        while client.ask("GET", "/v1/indicators/none")?.status != 503 {
            try #require(ContinuousClock.now < end, "it goes on")
        }
        let answer = push(client, 14, key: "july")
        #expect(answer?.status == 503)
        #expect(answer?.json["detail"]?.string?.contains("it was made anew") == true)
        let definition = client.ask(
            "PUT", "/v1/indicators/eu.ai", type: "application/json",
            body: #"{"code":"eu.ai","name":{"en":"AI"},"unit":"EUR"}"#)
        #expect(definition?.status == 503)
        #expect(instance.fault?.contains("it was made anew") == true)
        #expect(try station.reports().map(\.submission) == ["june"])
    }

    @Test("A log that is away: 503, to be repeated under the same key, which is given")
    func away() throws {
        let station = try Station()
        try station.define()
        station.log.close()
        let answer = push(station.client(), 13, key: "june")
        #expect(answer?.status == 503)
        let head = try #require(answer?.head.lowercased())
        #expect(head.contains("retry-after: 2") && head.contains("idempotency-key: june"))
        #expect(answer?.json["detail"]?.string?.contains("repeat it") == true)
    }
}
