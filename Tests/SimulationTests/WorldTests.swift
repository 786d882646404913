import Messages
import Support
import Testing
import Time

/// The generated worlds are worth nothing where they leave something out.
struct WorldTests {
    @Test("every kind of outcome, answer and refusal occurs often in the generated worlds")
    func everythingOccurs() {
        var census: [String: Int] = [:]
        for seed in 0..<400 {
            let reference = Reference.fold(
                WorldGenerator.world(seed: UInt64(seed)).map(\.value), log: LogID(1), partition: 0)
            for event in reference.outcomes { count(event.outcome, &census) }
            for answer in reference.answers { count(answer, &census) }
            for code in reference.rejects.flatMap(\.codes) { census["\(code)", default: 0] += 1 }
        }
        for what in expected {
            #expect(
                census[what, default: 0] >= 10, "\(what) occurs \(census[what, default: 0]) times")
        }
    }

    private var expected: [String] {
        Outcome.Kind.allCases.map(\.rawValue)
            + TargetOutcome.UnmetCause.allCases.map { "unmet by \($0)" }
            + Reason.allCases.map { "reason \($0)" }
            + Category.allCases.map { "category \($0)" }
            + Method.allCases.map { "method \($0)" }
            + [
                "met provisionally", "met late", "withdrawn", "without a series", "vintage",
                "applied", "unchanged", "refused", "period revised", "figure withdrawn",
                "embargoed", "futurePeriod", "outOfBounds", "unitMismatch", "unknownIndicator",
                "frequencyMismatch", "unknownDimension", "missingField", "malformed",
            ]
    }

    private func count(_ outcome: Outcome, _ census: inout [String: Int]) {
        func add(_ what: String) { census[what, default: 0] += 1 }
        func add(_ assessment: Assessment) {
            add("category \(assessment.category)")
            add("method \(assessment.method)")
            if let reason = assessment.reason { add("reason \(reason)") }
        }
        add(outcome.kind.rawValue)
        switch outcome {
        case .seriesUpdated(let updated):
            for one in updated.assessments { add(one.assessment) }
            if !updated.vintages.isEmpty { add("vintage") }
            if updated.changes.contains(where: { $0.old != nil }) { add("period revised") }
            if updated.changes.contains(where: { $0.new.figure.value == nil }) {
                add("figure withdrawn")
            }
        case .target(let outcome):
            add(outcome.assessment)
            if outcome.series == nil { add("without a series") }
            if let early = outcome.yearsEarly, early < 0 { add("met late") }
            switch outcome.kind {
            case .unmet(let cause): add("unmet by \(cause)")
            case .met(provisional: true): add("met provisionally")
            case .assessed(withdrawn: true): add("withdrawn")
            default: break
            }
        }
    }

    private func count(_ answer: CatalogueAnswer, _ census: inout [String: Int]) {
        switch answer.result {
        case .applied: census["applied", default: 0] += 1
        case .unchanged: census["unchanged", default: 0] += 1
        case .refused: census["refused", default: 0] += 1
        }
    }
}
