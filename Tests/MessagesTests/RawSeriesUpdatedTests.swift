import JSON
import Messages
import Testing
import Time

@Suite("A raw series.updated")
struct RawSeriesUpdatedTests {
    @Test("what follows from it has the bytes that the event with Strings has")
    func seriesUpdated() throws {
        var raw = RawReport()
        var quick = RawSeriesUpdated(definition: 1)
        for seed in 0..<500 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            let event = try messages.updateEvent(.figuresReported)
            guard case .figuresReported(let report) = event.update else { continue }
            var writer = Writer()
            event.encode(into: &writer)
            try raw.decode(writer.bytes)
            var update = try messages.seriesUpdated()
            update = SeriesUpdated(
                series: report.series, unit: report.unit, submission: report.submission,
                definition: update.definition)
            let filled = try messages.seriesUpdated()
            update.assessments = filled.assessments
            update.previous = filled.previous
            update.change = filled.change
            update.yearBefore = filled.yearBefore
            update.changeOnYear = filled.changeOnYear
            quick.definition = update.definition
            quick.assessments = update.assessments
            quick.previous = update.previous
            quick.change = update.change
            quick.yearBefore = update.yearBefore
            quick.changeOnYear = update.changeOnYear
            quick.changes.removeAll(keepingCapacity: true)
            quick.vintages.removeAll(keepingCapacity: true)
            for (figure, figureWithText) in zip(raw.figures, report.figures) {
                let released = messages.time()
                let new = ReleasedFigure(
                    figure: figureWithText, released: released, source: report.source)
                if messages.chance(70) {
                    let old = messages.chance(50) ? try messages.figure(figure.period) : nil
                    update.changes.append(SeriesUpdated.Change(old: old, new: new))
                    quick.changes.append(
                        RawSeriesUpdated.Change(
                            old: old.map { RawFigure($0) }, new: figure, released: released))
                } else {
                    update.vintages.append(new)
                    quick.vintages.append(
                        RawSeriesUpdated.Release(figure: figure, released: released))
                }
                update.latest = new
                quick.latest = RawSeriesUpdated.Release(figure: figure, released: released)
            }
            let id = messages.eventID()
            writer.reset()
            OutcomeEvent(
                id: id, time: event.time, traceparent: event.traceparent,
                outcome: .seriesUpdated(update)
            ).encode(into: &writer)
            let expected = writer.take()
            quick.encode(id: id, of: raw, into: &writer)
            #expect(writer.take() == expected, "seed \(seed)")
        }
    }
}
