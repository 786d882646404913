import Messages
import Testing

@Suite("Answers to definitions")
struct CatalogueTests {
    private func results(_ story: Story) throws -> [String] {
        try Folded(story.records).answers.map { bytes in
            switch try CatalogueAnswer(decoding: bytes.span).result {
            case .applied: "applied"
            case .unchanged: "unchanged"
            case .refused(let errors):
                "refused: " + errors.map(\.code.rawValue).joined(separator: ", ")
            }
        }
    }

    @Test("a definition is applied, and the same again is unchanged")
    func definitions() throws {
        var story = try Story()
        try story.define()
        try story.define(version: 2)
        #expect(try results(story) == ["applied", "unchanged", "applied"])
    }

    @Test("a target is refused where it breaks its indicator's rules")
    func refused() throws {
        var story = try Story()
        try story.target(175)
        #expect(try results(story) == ["applied", "refused: out_of_bounds"])
        #expect(try Folded(story.records).outcomes.isEmpty)
    }

    @Test("an indicator has at most a hundred targets in force")
    func tooMany() throws {
        var story = try Story()
        for number in 0..<101 { try story.target(75, id: "t\(number)") }
        try story.withdraw("t0")
        try story.target(75, id: "t100")
        #expect(
            try results(story).suffix(3) == ["refused: too_many_targets", "applied", "applied"])
    }

    @Test("withdrawing what is not in force changes nothing")
    func withdrawn() throws {
        var story = try Story()
        try story.withdraw()
        #expect(try results(story) == ["applied", "unchanged"])
    }

    @Test("figures carry the definition that held when they were reported")
    func version() throws {
        var story = try Story()
        try story.report([2024: 60])
        try story.define(version: 2)
        try story.report([2025: 70])
        let versions = try Folded(story.records).events.compactMap { event in
            if case .seriesUpdated(let updated) = event.outcome { updated.definition } else { nil }
        }
        #expect(versions == [1, 2])
    }
}
