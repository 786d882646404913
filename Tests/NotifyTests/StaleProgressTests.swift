import Founding
import JSON
import Messages
import Store
import Support
import Testing

@testable import Notify

/// Catalogue and outcomes are topics of their own: either may be read first.
@Suite("Progress of targets that changed", .onThreads)
struct StaleProgressTests {
    private let folded: FoldedLog
    private let ai = known(try IndicatorCode("eu.ai"))

    /// A target for every area, then for one of two, then for the other.
    init() throws {
        folded = try FoldedLog(partitions: 1)
        try folded.define(
            Indicator(
                code: ai, name: LocalizedText([.init(language: "en", text: "AI")]), unit: "PC_ENT"))
        try set(.each(of: []))
        try report("NL", 13)
        try report("BE", 14)
        try set(.exactly(Area("NL")))
        try report("BE", 15)
        try set(.exactly(Area("BE")))
        try report("NL", 16)
    }

    private func set(_ areas: AreaSelection) throws {
        try folded.set(
            Target(
                id: TargetID("eu.ai.2030"), areas: areas,
                goal: .init(value: 75, deadline: Period("2030")), direction: .atLeast))
    }

    private func report(_ area: String, _ value: Double) throws {
        let series = Series(indicator: ai, area: try Area(area))
        try folded.report(series, [("2025", value)], on: day("2026-01-01"))
    }

    /// A board that takes both in, `next` saying of which the next is; `each` sees it in between.
    private func board(
        _ next: (_ answersLeft: Int, _ outcomesLeft: Int) -> Bool,
        each: (_ progress: [String]) -> Void = { _ in }
    ) throws -> [String] {
        let directory = try TemporaryDirectory()
        let board = try Board(directory: directory.path, of: folded.identity) { _ in }
        var (answers, outcomes) = (folded.answers[...], folded.outcomes[...])
        while !answers.isEmpty || !outcomes.isEmpty {
            var batch = BoardBatch()
            let takesAnswer =
                outcomes.isEmpty || !answers.isEmpty && next(answers.count, outcomes.count)
            if takesAnswer, let answer = answers.popFirst() {
                batch.answers = [answer]
            } else if let event = outcomes.popFirst() {
                batch.outcomes = [PublishedEvent(event, record: event.bytes)]
            }
            try board.commit(batch)
            each(try progress(board))
        }
        return try progress(board)
    }

    private func progress(_ board: Board) throws -> [String] {
        try board.read { file throws(StoreError) in
            try file.progress(ProgressQuery(), after: .beginning, limit: 100).map { entry in
                var writer = Writer()
                entry.encode(into: &writer)
                return String(decoding: writer.take(), as: UTF8.self)
            }
        }.answer
    }

    @Test("The board comes to the same, whichever is read first")
    func anyOrder() throws {
        let expected = try board { _, _ in false }
        #expect(expected.count == 1)
        #expect(expected[0].contains(#""area":"BE""#) && expected[0].contains(#""version":3"#))
        #expect(try board { _, _ in true } == expected)
        for seed in UInt64(1)...60 {
            var random = SplitMix64(seed: seed)
            #expect(try board { _, _ in random.next() % 2 == 0 } == expected, "seed \(seed)")
        }
    }

    @Test("What an earlier version said is not shown under a later one")
    func stale() throws {
        var seen: Set<String> = []
        _ = try board { _, _ in
            true
        } each: { progress in
            // All definitions are in: the third version is in force.
            guard progress.contains(where: { $0.contains(#""version":3"#) }) else { return }
            seen.formUnion(progress)
        }
        #expect(!seen.isEmpty)
        #expect(seen.allSatisfy { !$0.contains(#""area":"NL""#) }, "\(seen)")
        #expect(seen.contains { $0.contains("no_figure") })
    }
}
