import JSON
import LocalLog
import Log
import Messages
import Support
import Testing

/// All that stands on a log, and what the reference makes of its updates.
struct LogContents {
    static let partitions: Int32 = 12

    let updates: [[StoredRecord]]
    private(set) var outcomes: [[StoredRecord]]
    private(set) var answers: [[StoredRecord]]
    private(set) var rejects: [[StoredRecord]]
    let references: [Reference]

    /// Of a data directory whose `peil up` has stopped.
    init(data: String) throws {
        let log = try LocalLog(directory: data, partitions: Self.partitions)
        defer { log.close() }
        try self.init(log)
    }

    init(_ log: any Log) throws {
        let records = try LogTalk(log).records(of: [.updates, .outcomes, .catalogue, .rejects])
        func all(_ topic: Topic) -> [[StoredRecord]] {
            (0..<Self.partitions).map { records[Partition(topic, $0)] ?? [] }
        }
        updates = all(.updates)
        outcomes = all(.outcomes)
        answers = all(.catalogue)
        rejects = all(.rejects)
        let first = try #require(updates[0].first)
        guard case .logCreated(let identity) = try UpdateEvent(decoding: first.value.span).update
        else { throw NoLog() }
        references = updates.enumerated().map { number, records in
            Reference.fold(
                records.map(\.value), log: identity.log, partition: Int32(number))
        }
    }

    private struct NoLog: Error {}

    /// Drops what is not above the highest (offset, n) of its partition, as every reader does: the
    /// copies that a second owner of a partition appends. Gives their number.
    mutating func dropCopies() -> Int {
        func once(_ partitions: [[StoredRecord]]) -> [[StoredRecord]] {
            partitions.map { records in
                var highest: OutcomePosition?
                return records.filter { record in
                    guard let text = try? Value(record.value.span)["id"]?.string,
                        let position = EventID(text)?.position
                    else { return true }
                    if let highest, position <= highest { return false }
                    highest = position
                    return true
                }
            }
        }
        let all = outcomes + answers + rejects
        (outcomes, answers, rejects) = (once(outcomes), once(answers), once(rejects))
        return all.joined().count - (outcomes + answers + rejects).joined().count
    }

    /// Where there is not yet as much as the reference has; empty: all updates are folded.
    var lacking: [String] {
        var lacking: [String] = []
        func compare(_ name: String, _ found: Int, _ expected: Int) {
            if found < expected { lacking.append("\(name) has \(found) of \(expected)") }
        }
        for (number, reference) in references.enumerated() {
            compare("outcomes/\(number)", outcomes[number].count, reference.outcomes.count)
            compare("catalogue/\(number)", answers[number].count, reference.answers.count)
            compare("rejects/\(number)", rejects[number].count, reference.rejects.count)
        }
        return lacking
    }

    /// By id: the bytes that every reader must have seen.
    var expectedOutcomes: [String: (event: OutcomeEvent, bytes: [UInt8])] {
        var expected: [String: (OutcomeEvent, [UInt8])] = [:]
        for event in references.flatMap(\.outcomes) {
            expected[event.id.text] = (event, encoded(event))
        }
        return expected
    }

    /// Outcomes, answers and rejects are the reference's, in its order and no more.
    func expectReference() throws {
        for (number, reference) in references.enumerated() {
            try #require(!reference.stopped)
            let found = outcomes[number].map { String(decoding: $0.value, as: UTF8.self) }
            let expected = reference.outcomes.map {
                String(decoding: encoded($0), as: UTF8.self)
            }
            #expect(found.count == expected.count, "outcomes/\(number)")
            let differing = zip(found, expected).first { $0 != $1 }
            #expect(differing == nil, "outcomes/\(number)")
            let answered = try answers[number].map {
                AnswerGist(try CatalogueAnswer(decoding: $0.value.span))
            }
            #expect(answered == reference.answers.map(AnswerGist.init), "catalogue/\(number)")
            let rejected = try rejects[number].map { try Reject(decoding: $0.value.span).id }
            #expect(rejected == reference.rejects.map(\.id), "rejects/\(number)")
        }
    }

    /// Every report that was acknowledged is on the log as it was sent, and in effect once;
    /// nothing that was refused is.
    func expectReports(_ answered: Clients.Answered) throws {
        var reports: [String: [Report]] = [:]
        for record in updates.joined() {
            guard
                case .figuresReported(let report) = try? UpdateEvent(decoding: record.value.span)
                    .update
            else { continue }
            reports[report.submission, default: []].append(report)
        }
        for (submission, call) in answered.taken {
            let found = reports[submission] ?? []
            try #require(!found.isEmpty, "\(submission) was acknowledged and is not on the log")
            let sent = try Value(call.body)["reports"]?[0]?["figures"]?.elements ?? []
            for report in found {
                #expect(
                    report.figures.map(\.period.description) == sent.map { $0["period"]?.string })
                #expect(report.figures.map(\.value) == sent.map { $0["value"]?.number })
            }
        }
        for submission in answered.refused.keys { #expect(reports[submission] == nil) }
        for history in references.flatMap(\.histories) {
            for period in history.periods {
                let submissions = history.releases(of: period).map(\.submission)
                #expect(Set(submissions).count == submissions.count)
            }
        }
    }

    private func encoded(_ event: OutcomeEvent) -> [UInt8] {
        var writer = Writer()
        event.encode(into: &writer)
        return writer.take()
    }
}

extension LogContents: CustomStringConvertible {
    var description: String { "\(references.reduce(0) { $0 + $1.outcomes.count }) outcomes" }
}
