import Messages
import Testing
import Time

@Suite("What comes of large records finds room on the log")
struct LargeRecordTests {
    @Test("hidden releases that show again with those of a report lose their notes if need be")
    func vintages() throws {
        var story = try Story(frequency: .daily)
        let first = CalendarDate.first(ofYear: 2020)
        func report(_ value: Double, _ day: Int, noteBytes: Int) throws {
            let note = noteBytes > 0 ? String(repeating: "n", count: noteBytes) : nil
            story.tell(
                .figuresReported(
                    Report(
                        series: Series(
                            indicator: try IndicatorCode(Story.code), area: try Area("NL")),
                        unit: "PC", source: nil, received: story.now,
                        released: Timestamp(CalendarDate.first(ofYear: 2025).adding(days: day)),
                        submission: "s\(day)",
                        figures: try (0..<1_000).map { index in
                            try Figure(
                                period: Period(day: first.adding(days: index)), value: value,
                                note: note)
                        })))
        }
        try report(1, 0, noteBytes: 0)
        // It says the same, and is hidden, until one comes in between.
        try report(1, 2, noteBytes: 450)
        try report(2, 1, noteBytes: 450)
        let events = try Folded(story.records).events
        let updates = events.compactMap { event -> SeriesUpdated? in
            guard case .seriesUpdated(let update) = event.outcome else { return nil }
            return update
        }
        #expect(updates.count == 2)
        let vintages = try #require(updates.last).vintages
        #expect(vintages.count == 2_000)
        #expect(vintages.filter { $0.figure.value == 2 }.allSatisfy { $0.figure.note != nil })
        #expect(vintages.filter { $0.figure.value == 1 }.allSatisfy { $0.figure.note == nil })
    }

    @Test("a stranger's record, as large as a record can be, is rejected")
    func stranger() throws {
        let long = String(repeating: "x", count: 899_900)
        let folded = try Folded([Array(#"{"type":"x","data":{"submission":"\#(long)"}}"#.utf8)])
        #expect(folded.rejects.map { $0.errors.map(\.code) } == [[.tooLarge]])
        #expect(folded.rejects.first?.submission == nil)
    }
}
