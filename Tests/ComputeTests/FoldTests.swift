import Compute
import Messages
import Testing
import Time

@Suite("The fold of figures")
struct FoldTests {
    @Test("a new figure is told with the latest, the one before and the change")
    func newFigure() throws {
        var story = try Story()
        try story.report([2024: 64, 2025: 71.5], source: "a letter")
        let updated = try #require(try story.updates().first)
        #expect(updated.changes.map(\.new.figure.value) == [64, 71.5])
        #expect(updated.latest?.figure.value == 71.5)
        #expect(updated.latest?.source == "a letter")
        #expect(updated.previous == PeriodValue(period: .year(2024), value: 64))
        #expect(updated.change == 7.5)
    }

    @Test("the same submission again changes nothing, also with another value")
    func retry() throws {
        var story = try Story()
        try story.report([2025: 71], submission: "x")
        try story.report([2025: 71], submission: "x")
        try story.report([2025: 99], submission: "x")
        #expect(try story.updates().count == 1)
    }

    @Test("a retry that carries a new period gives that period only")
    func partialRetry() throws {
        var story = try Story()
        try story.report([2024: 64], submission: "x")
        try story.report([2024: 60, 2025: 71], submission: "x")
        #expect(try story.updates().last?.changes.map(\.new.figure.period) == [.year(2025)])
    }

    @Test("the same figure under another submission is no event")
    func sameFigure() throws {
        var story = try Story()
        try story.report([2025: 71], source: "first")
        try story.report([2025: 71], source: "second")
        #expect(try story.updates().count == 1)
    }

    @Test("a repeated figure stays the one first released, with its source")
    func repeatedKeepsSource() throws {
        var story = try Story()
        try story.report([2024: 60], source: "first", note: "as counted")
        try story.report([2024: 60], source: "second")
        try story.report([2023: 50], source: "third")
        let last = try #require(try story.updates().last)
        #expect(last.latest?.source == "first")
        #expect(last.latest?.figure.note == "as counted")
    }

    @Test("a flag alone that changes is a change")
    func flags() throws {
        var story = try Story()
        try story.report([2025: 71], status: .provisional)
        try story.report([2025: 71])
        let changes = try story.updates().last?.changes
        #expect(changes?.first?.old?.status == .provisional)
        #expect(changes?.first?.new.figure.status == .normal)
    }

    @Test("an older release that comes later is a vintage and changes nothing in force")
    func vintage() throws {
        var story = try Story()
        try story.report([2024: 64])
        try story.report([2024: 62], released: Timestamp(CalendarDate.first(ofYear: 2025)))
        let last = try #require(try story.updates().last)
        #expect(last.changes.isEmpty)
        #expect(last.vintages.map(\.figure.value) == [62])
        #expect(last.latest?.figure.value == 64)
    }

    @Test("a vintage between two that said the same lets the second be seen")
    func uncoveredVintage() throws {
        var story = try Story()
        try story.report([2024: 60], released: Timestamp(CalendarDate.first(ofYear: 2025)))
        try story.report(
            [2024: 60], released: Timestamp(CalendarDate.first(ofYear: 2026)), source: "again")
        let between = Timestamp(CalendarDate.first(ofYear: 2025)).adding(milliseconds: 1)
        try story.report([2024: 62], released: between)
        let last = try #require(try story.updates().last)
        #expect(last.vintages.map(\.figure.value) == [62, 60])
        #expect(last.vintages.map(\.source) == [nil, "again"])
        #expect(last.changes.isEmpty)
    }

    @Test("without a release time a figure counts as released after what is known of its period")
    func unreleased() throws {
        var story = try Story()
        let moment = story.now
        try story.report([2025: 71], released: moment.adding(milliseconds: 200_000))
        try story.report([2025: 72], received: moment.adding(milliseconds: 100_000))
        #expect(try story.updates().last?.latest?.figure.value == 72)
    }

    @Test("a figure that is withdrawn leaves the one before as the latest")
    func withdrawnFigure() throws {
        var story = try Story()
        try story.report([2024: 64, 2025: 71])
        try story.report([2025: nil])
        let last = try #require(try story.updates().last)
        #expect(last.latest?.figure.period == .year(2024))
        #expect(last.changes.first?.new.figure.status == .missing)
    }

    @Test("a forecast is told and is never the latest")
    func forecast() throws {
        var story = try Story()
        try story.report([2025: 71])
        try story.report([2030: 90], status: .forecast)
        #expect(try story.updates().last?.latest?.figure.period == .year(2025))
    }

    @Test("a report that breaks a rule is rejected whole and changes nothing")
    func rejected() throws {
        var story = try Story()
        try story.report([2024: 64, 2025: 171], submission: "x")
        try story.report([2025: 71], unit: "EUR")
        let folded = try Folded(story.records)
        #expect(folded.outcomes.isEmpty)
        #expect(folded.rejects.map { $0.errors.map(\.code) } == [[.outOfBounds], [.unitMismatch]])
        #expect(folded.rejects.first?.submission == "x")
        #expect(folded.rejects.first?.errors.first?.pointer == "/data/figures/1/value")
    }

    @Test("what is no update is rejected under its coordinate, and the fold goes on")
    func undecodable() throws {
        var story = try Story()
        try story.report([2025: 71])
        var records = story.records
        records.insert(Array("{\"time\":\"2026-01-01T00:00:00Z\"".utf8), at: 1)
        let folded = try Folded(records)
        #expect(folded.rejects.map(\.id.cause.offset) == [1])
        #expect(folded.outcomes.count == 1)
    }

    @Test("rules that this program does not know stop the fold")
    func unknownRules() throws {
        var story = try Story()
        story.tell(.rulesChanged(version: 2))
        #expect(throws: FoldError.unknownRules(version: 2)) { _ = try Folded(story.records) }
    }
}
