import Foundation
import HTTP
import JSON
import Messages
import Support
import Testing

@Suite("peil up that is killed", .onThreads)
struct TortureTests {
    /// `TORTURE_KILLS=100 swift test --filter TortureTests`, as `make torture` does.
    private static let kills =
        ProcessInfo.processInfo.environment["TORTURE_KILLS"].flatMap { Int($0) } ?? 5
    private static let seed =
        ProcessInfo.processInfo.environment["TORTURE_SEED"].flatMap { UInt64($0) }
        ?? UInt64.random(in: 0...9_999)

    @Test("at random moments under load has lost nothing and told everything once, in order")
    func killed() throws {
        print("TORTURE_SEED=\(Self.seed) TORTURE_KILLS=\(Self.kills)")
        let directory = try TemporaryDirectory()
        let receiver = try Receiver(refusingPercent: 3)
        try prepare(directory.path, receiver)
        let answered = try torture(directory.path)

        // What has to be seen is known from the log; one more start lets all of it arrive.
        let before = try LogContents(data: directory.path)
        let peil = try PeilProcess(data: directory.path, Self.arguments)
        let notify = try peil.ready().notify
        let expected = before.expectedOutcomes
        for path in ["any", "ordered"] {
            try receiver.wait { receipts in
                let ids = Set(receipts.lazy.filter { $0.path == path }.map(\.id))
                return expected.keys.allSatisfy(ids.contains) ? () : nil
            }
        }
        let board = try BoardContents(notify)
        #expect(peil.stop() == 0)

        let contents = try LogContents(data: directory.path)
        try contents.expectReference()
        try contents.expectReports(answered)
        #expect(answered.surprises == [])
        let expectedBoard = try BoardContents(contents.references)
        expect(board.series, expectedBoard.series)
        expect(board.progress, expectedBoard.progress)
        expect(board.targets, expectedBoard.targets)
        try expectReceipts(receiver, contents)
        print(
            "\(answered.taken.count) reports taken, \(answered.definitions) definitions, "
                + "\(answered.repeats) calls repeated, \(expected.count) outcomes, "
                + "\(receiver.receipts.count) webhooks")
    }

    private static let arguments = [
        "--webhooks.schedule", Array(repeating: "0.2", count: 10).joined(separator: ","),
    ]

    /// Two who want to know everything, and the indicators.
    private func prepare(_ data: String, _ receiver: Receiver) throws {
        let peil = try PeilProcess(data: data, Self.arguments)
        let running = try peil.ready()
        let types = Outcome.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        for path in ["any", "ordered"] {
            let answer = try running.notify.send(
                .post, "/v1/subscriptions",
                """
                {"url":"\(receiver.url(path))","filter":{"types":[\(types)]},"rate":1000,
                "concurrency":8,"ordered":\(path == "ordered")}
                """)
            try #require(answer.status == 201, "\(answer.document)")
            try receiver.trust(try #require(answer.document["secret"]?.string))
        }
        for call in Load.definitions {
            let answer = try running.ingest.send(call.method, call.path, call.body)
            try #require(answer.status == 201, "\(answer.document)")
        }
        #expect(peil.stop() == 0)
    }

    /// Kills it again and again while clients go on, and stops it at last.
    private func torture(_ data: String) throws -> Clients.Answered {
        var random = SplitMix64(seed: Self.seed)
        let clients = Clients(count: 4, seed: random.next())
        for _ in 0..<Self.kills {
            let peil = try PeilProcess(data: data, Self.arguments)
            // Now and then it is killed while it starts.
            if random.chance(15) {
                usleep(UInt32(random.below(150_000)))
            } else {
                clients.send(to: try peil.ready().ingest)
                try clients.wait(until: clients.answeredCount + random.within(1...60))
                usleep(UInt32(random.below(20_000)))
            }
            peil.kill()
            clients.send(to: nil)
        }
        let peil = try PeilProcess(data: data, Self.arguments)
        clients.send(to: try peil.ready().ingest)
        let answered = clients.finish()
        #expect(peil.stop() == 0)
        return answered
    }

    /// What differs, rather than all there is.
    private func expect<Document: Equatable>(
        _ found: [String: Document], _ expected: [String: Document]
    ) {
        #expect(Set(found.keys) == Set(expected.keys))
        for (key, document) in expected where found[key] != nil {
            #expect(found[key] == document, "\(key)")
        }
    }

    /// Each got every outcome with its bytes; who drops the ids it knows got each once, and in the
    /// order of its series where that was asked for.
    private func expectReceipts(_ receiver: Receiver, _ contents: LogContents) throws {
        #expect(receiver.unverified == 0)
        let expected = contents.expectedOutcomes
        var lastOfLine: [String: EventID] = [:]
        var known: [String: Set<String>] = ["any": [], "ordered": []]
        for receipt in receiver.receipts {
            let (event, bytes) = try #require(expected[receipt.id], "\(receipt.id) is no outcome")
            #expect(receipt.body == bytes)
            let isNew = known[receipt.path]?.insert(receipt.id).inserted
            guard isNew == true, receipt.path == "ordered" else { continue }
            let line = event.outcome.line
            if let last = lastOfLine[line] {
                #expect(last.position < event.id.position, "\(line) out of order")
            }
            lastOfLine[line] = event.id
        }
        for ids in known.values { #expect(ids == Set(expected.keys)) }
    }
}
