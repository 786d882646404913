import HTTP
import JSON
import Messages
import Testing

// Two subscriptions that want to know everything: one that asks for no order, and one that does.
extension Receiver {
    private static let paths = ["any", "ordered"]

    /// Subscribes twice at `notify` to every kind of outcome.
    func subscribeToAll(at notify: Face) throws {
        let types = Outcome.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        for path in Self.paths {
            let answer = try notify.send(
                .post, "/v1/subscriptions",
                """
                {"url":"\(url(path))","filter":{"types":[\(types)]},"rate":1000,
                "concurrency":8,"ordered":\(path == "ordered")}
                """)
            try #require(answer.status == 201, "\(answer.document)")
            try trust(try #require(answer.document["secret"]?.string))
        }
    }

    /// Waits until both have got each outcome of the reference's.
    func waitForAll(of contents: LogContents, timeoutSeconds: Int = 60) throws {
        let expected = Set(contents.expectedOutcomes.keys)
        for path in Self.paths {
            // Asked at each receipt: those that were seen are not looked at again.
            var (missing, next) = (expected, 0)
            try wait(timeoutSeconds: timeoutSeconds) { receipts in
                for receipt in receipts[next...] where receipt.path == path {
                    missing.remove(receipt.id)
                }
                next = receipts.count
                return missing.isEmpty ? () : nil
            }
        }
    }

    /// Each got every outcome with its bytes; who drops the ids it knows got each once, and in the
    /// order of its series where that was asked for.
    func expectAll(of contents: LogContents) throws {
        #expect(unverified == 0)
        let expected = contents.expectedOutcomes
        var lastOfLine: [String: EventID] = [:]
        var known: [String: Set<String>] = [:]
        for receipt in receipts {
            let (event, bytes) = try #require(expected[receipt.id], "\(receipt.id) is no outcome")
            #expect(receipt.body == bytes)
            let isNew = known[receipt.path, default: []].insert(receipt.id).inserted
            guard isNew, receipt.path == "ordered" else { continue }
            let line = event.outcome.line
            if let last = lastOfLine[line] {
                #expect(last.position < event.id.position, "\(line) out of order")
            }
            lastOfLine[line] = event.id
        }
        for path in Self.paths { #expect(known[path] == Set(expected.keys), "\(path)") }
    }
}
