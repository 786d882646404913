import JSON
import LocalLog
import Log
import Messages
import Support
import Testing

/// All that stands on the log of a data directory whose `peil up` has stopped, and what the
/// reference makes of its updates.
struct LogContents {
    static let partitions: Int32 = 12

    let updates: [[StoredRecord]]
    let outcomes: [[StoredRecord]]
    let answers: [[StoredRecord]]
    let rejects: [[StoredRecord]]
    let references: [Reference]

    init(data: String) throws {
        let log = try LocalLog(directory: data, partitions: Self.partitions)
        defer { log.close() }
        func all(_ topic: Topic) throws -> [[StoredRecord]] {
            try (0..<Self.partitions).map {
                try LogTalk(log).records(of: Partition(topic, $0))
            }
        }
        updates = try all(.updates)
        outcomes = try all(.outcomes)
        answers = try all(.catalogue)
        rejects = try all(.rejects)
        let first = try #require(updates[0].first)
        guard case .logCreated(let identity) = try UpdateEvent(decoding: first.value.span).update
        else { throw NoLog() }
        references = updates.enumerated().map { number, records in
            Reference.fold(
                records.map(\.value), log: identity.log, partition: Int32(number))
        }
    }

    private struct NoLog: Error {}

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
                Said(try CatalogueAnswer(decoding: $0.value.span))
            }
            #expect(answered == reference.answers.map(Said.init), "catalogue/\(number)")
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
                case .figuresReported(let report) = try UpdateEvent(decoding: record.value.span)
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

/// An answer without the wording of its errors, which is the product's own.
private struct Said: Equatable {
    let id: EventID
    let subject: CatalogueAnswer.Subject
    let result: CatalogueAnswer.Result
    let codes: Set<ValidationError.Code>

    init(_ answer: CatalogueAnswer) {
        id = answer.id
        subject = answer.subject
        if case .refused(let errors) = answer.result {
            result = .refused([])
            codes = Set(errors.map(\.code))
        } else {
            result = answer.result
            codes = []
        }
    }
}
