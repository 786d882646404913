import JSON
import Messages
import Support
import Testing

// What the fold makes of a story, and the reference with it.
extension Story {
    /// The outcomes since the update `start`. Records an issue where the reference has others.
    func outcomes(from start: Int = 0) throws -> [OutcomeEvent] {
        let folded = try Folded(records)
        var reference = Reference(log: Folded.log, partition: 5)
        for (offset, record) in records.enumerated() {
            reference.take(ReferenceRecord(offset: Int64(offset), value: record))
        }
        // Told apart first: what differs is too long to be shown.
        let agrees = folded.outcomes == reference.outcomes.map(\.bytes)
        #expect(agrees, "the reference has other outcomes")
        return try folded.events.filter { $0.id.cause.offset >= start }
    }

    /// What became of targets since the update `start`, in short words.
    func kinds(from start: Int = 0) throws -> [String] {
        try targetOutcomes(from: start).map(\.kind.inShort)
    }

    func targetOutcomes(from start: Int = 0) throws -> [TargetOutcome] {
        try outcomes(from: start).compactMap {
            if case .target(let outcome) = $0.outcome { outcome } else { nil }
        }
    }

    func updates() throws -> [SeriesUpdated] {
        try outcomes().compactMap {
            if case .seriesUpdated(let updated) = $0.outcome { updated } else { nil }
        }
    }

    /// Of the last report that changed something, for its first target.
    func lastAssessment() throws -> Assessment {
        try #require(try updates().last?.assessments.first).assessment
    }
}

extension OutcomeEvent {
    /// The record's value.
    fileprivate var bytes: [UInt8] {
        var writer = Writer()
        encode(into: &writer)
        return writer.take()
    }
}

extension TargetOutcome.Kind {
    var inShort: String {
        switch self {
        case .assessed(let withdrawn): withdrawn ? "withdrawn" : "assessed"
        case .met(let provisional): provisional ? "met provisionally" : "met"
        case .confirmed: "confirmed"
        case .unmet(let cause): "unmet: \(cause.rawValue)"
        case .missed: "missed"
        case .overdue: "overdue"
        case .pace(let category): "pace from \(category.rawValue)"
        }
    }
}
