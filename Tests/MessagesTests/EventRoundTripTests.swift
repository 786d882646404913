import JSON
import Messages
import Testing
import Time

@Suite("Events are read as they were written")
struct EventRoundTripTests {
    private func bytes(_ write: (inout Writer) -> Void) -> [UInt8] {
        var writer = Writer()
        write(&writer)
        return writer.take()
    }

    @Test("an update of each type")
    func updates() throws {
        for seed in 0..<300 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            for kind in Update.Kind.allCases {
                let event = try messages.updateEvent(kind)
                let record = bytes { event.encode(into: &$0) }
                #expect(try UpdateEvent(decoding: record.span) == event, "seed \(seed)")
                #expect(try Update.Kind(of: record.span) == kind)
            }
        }
    }

    @Test("an outcome of each type")
    func outcomes() throws {
        for seed in 0..<300 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            for kind in Outcome.Kind.allCases {
                let event = try messages.outcomeEvent(kind)
                let record = bytes { event.encode(into: &$0) }
                #expect(try OutcomeEvent(decoding: record.span) == event, "seed \(seed)")
            }
        }
    }

    @Test("catalogue answers and rejects")
    func answers() throws {
        for seed in 0..<300 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            let answer = try messages.catalogueAnswer()
            let record = bytes { answer.encode(into: &$0) }
            #expect(try CatalogueAnswer(decoding: record.span) == answer, "seed \(seed)")
            let reject = messages.reject()
            let other = bytes { reject.encode(into: &$0) }
            #expect(try Reject(decoding: other.span) == reject, "seed \(seed)")
        }
    }

    @Test("the outcome that the documentation shows has its bytes")
    func example() throws {
        let code = try IndicatorCode("nl.mkb.cloud")
        let series = Series(
            indicator: code, area: try Area("NL"),
            dimensions: try Dimensions([(name: "size", value: "10-249")]))
        var assessment = Assessment(method: .linear, category: .targetAchieved)
        assessment.ratio = 3.081818182
        assessment.baseline = PeriodValue(period: .year(2024), value: 64)
        assessment.projection = 97.9
        assessment.eta = .period(.year(2026))
        assessment.gap = -0.3
        assessment.requiredPace = 0
        var outcome = TargetOutcome(
            kind: .met(provisional: false),
            target: TargetOutcome.Reference(
                id: try TargetID("nl.mkb.cloud.2030"), version: 1,
                goal: Target.Goal(value: 75, deadline: .year(2030)), direction: .atLeast),
            series: series, assessment: assessment)
        outcome.figure = ReleasedFigure(
            figure: try Figure(period: .year(2026), value: 75.3),
            released: try #require(Timestamp("2026-06-12T00:00:00Z")), source: "…")
        outcome.previous = PeriodValue(period: .year(2025), value: 71)
        outcome.yearsEarly = 4
        let event = OutcomeEvent(
            id: try #require(EventID("3f9c2a71-5-1041-1-9b2e07c4")),
            time: try #require(Timestamp("2026-06-12T07:00:00.120Z")), traceparent: nil,
            outcome: .target(outcome))
        let text = """
            {"specversion":"1.0","id":"3f9c2a71-5-1041-1-9b2e07c4","source":"/peil/3f9c2a71",\
            "type":"peil.target.met.v1","subject":"nl.mkb.cloud/NL/size=10-249",\
            "time":"2026-06-12T07:00:00.120Z","datacontenttype":"application/json","data":{\
            "series":{"indicator":"nl.mkb.cloud","area":"NL","dimensions":{"size":"10-249"}},\
            "target":{"id":"nl.mkb.cloud.2030","version":1,"value":75,"direction":"at_least",\
            "deadline":"2030"},\
            "figure":{"period":"2026","value":75.3,"status":["A"],\
            "released":"2026-06-12T00:00:00Z","source":"…"},\
            "previous":{"period":"2025","value":71},"provisional":false,"yearsEarly":4,\
            "assessment":{"method":"linear","category":"target_achieved","ratio":3.081818182,\
            "baseline":{"period":"2024","value":64},"projection":97.9,"eta":"2026","gap":-0.3,\
            "requiredPace":0}}}
            """
        #expect(String(decoding: bytes { event.encode(into: &$0) }, as: UTF8.self) == text)
    }
}
