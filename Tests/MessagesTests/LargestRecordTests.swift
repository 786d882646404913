import JSON
import Messages
import Testing
import Time

@Suite("The largest record")
struct LargestRecordTests {
    /// What both logs take.
    private let limit = 900_000
    /// As long as a number gets.
    private let number = -1.234_567_890_123_456_7e-300

    private func assessment() -> Assessment {
        var assessment = Assessment(
            method: .logistic, category: .significantDeterioration, reason: .targetAtLimit)
        assessment.ratio = number
        assessment.rate = number
        assessment.score = number
        assessment.deviation = number
        assessment.k = number
        assessment.baseline = PeriodValue(
            period: Period(day: CalendarDate(dayNumber: 0)), value: number)
        assessment.projection = number
        assessment.eta = .period(Period(day: CalendarDate(dayNumber: 0)))
        assessment.gap = number
        assessment.requiredPace = number
        assessment.requiredRate = number
        assessment.acrossBreak = true
        return assessment
    }

    @Test("is what comes of a report of 1,000 figures under 100 targets, and fits")
    func seriesUpdated() throws {
        let code = String(repeating: "c", count: IndicatorCode.longest)
        let dimensions = (0..<Indicator.dimensionLimit).map { index in
            (
                name: "\(index + 10)" + String(repeating: "n", count: 38),
                value: String(repeating: "v", count: 80)
            )
        }
        var update = SeriesUpdated(
            series: Series(
                indicator: try IndicatorCode(code),
                area: try Area(String(repeating: "A", count: 40)),
                dimensions: try Dimensions(dimensions)),
            unit: String(repeating: "U", count: 40), submission: String(repeating: "s", count: 200),
            definition: 2_147_483_647)
        let status = StatusFlags.known.subtracting(.withoutValue)
        let note = String(repeating: "\"", count: Report.textLimit / Report.figureLimit / 2)
        let released = Timestamp(milliseconds: 1)
        for day in 0..<Report.figureLimit {
            let period = Period(day: CalendarDate(dayNumber: Int32(day)))
            let old = try Figure(period: period, value: number, status: status)
            let new = try Figure(period: period, value: number, status: status, note: note)
            update.changes.append(
                SeriesUpdated.Change(
                    old: old, new: ReleasedFigure(figure: new, released: released, source: nil)))
        }
        #expect(Report.batches(of: update.changes.map(\.new.figure), source: nil).count == 1)
        update.assessments = try (0..<Indicator.targetLimit).map { index in
            SeriesUpdated.TargetAssessment(
                target: try TargetID("\(code).\(index + 1000)" + String(repeating: "t", count: 35)),
                version: 2_147_483_647, assessment: assessment())
        }
        let id = EventID(
            log: LogID(0), cause: Coordinate(partition: 99, offset: .max), index: 0, checksum: 0)
        var writer = Writer()
        OutcomeEvent(id: id, time: released, traceparent: nil, outcome: .seriesUpdated(update))
            .encode(into: &writer)
        #expect((limit / 2...limit).contains(writer.count), "\(writer.count)")
    }
}
