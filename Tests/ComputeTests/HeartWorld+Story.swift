import Log
import Messages
import Testing

// What the heart's suites share.
extension HeartWorld {
    /// A target, two figures that are met and one that breaks a rule.
    static func story() throws -> Story {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 64])
        try story.report([2025: 171])
        try story.report([2025: 76])
        return story
    }

    convenience init() throws { self.init(try Self.story().records) }

    /// Whether the topics hold what a fold of the updates makes, each once.
    func expectWhole(_ comment: Comment? = nil) throws {
        let folded = try Folded(updates.compactMap { $0 }, log: Self.log, partition: 0)
        #expect(outcomes == folded.outcomes, comment)
        #expect(answers == folded.answers, comment)
        let rejects = try rejects.compactMap { $0 }.map { try Reject(decoding: $0.span) }
        #expect(rejects == folded.rejects, comment)
    }
}
