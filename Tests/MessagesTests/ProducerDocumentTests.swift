import Messages
import Testing
import Time

@Suite("What producers send")
struct ProducerDocumentTests {
    private let received = Timestamp(milliseconds: 1_781_247_600_000)  // 2026-06-12T07:00:00Z

    private func indicator(_ frequency: Frequency = .annual) throws -> Indicator {
        try Indicator(
            code: try IndicatorCode("nl.mkb.cloud"), name: LocalizedText(), unit: "PC_ENT",
            frequency: frequency, minimum: 0, maximum: 100, dimensions: ["size"])
    }

    private func errors(_ refusal: Refusal?) -> [String] {
        (refusal?.errors ?? []).map { "\($0.code.rawValue) \($0.pointer ?? "?")" }
    }

    @Test("a report, alone or in a list, becomes the report of its indicator")
    func report() throws {
        let report = """
            {"indicator":"nl.mkb.cloud","area":"NL","dimensions":{"size":"10-249"},\
            "unit":"PC_ENT","source":"minister's letter, June 2025",\
            "released":"2025-06-12T00:00:00Z","figures":[{"period":"2025","value":71,\
            "status":["A"]},{"period":"2024","value":null},{"period":"2025-A1","value":71.0}]}
            """
        let alone = try FiguresDocument(report.utf8.span)
        #expect(alone.refusal == nil)
        let list = try FiguresDocument("{\"reports\":[\(report),\(report)]}".utf8.span)
        #expect(list.reports.map(\.pointer) == ["/reports/0", "/reports/1"])
        let made = try alone.reports[0].reports(
            under: try indicator(), received: received, submission: "s")
        #expect(made.count == 1)
        #expect(made[0].series.text == "nl.mkb.cloud/NL/size=10-249")
        #expect(made[0].figures.map(\.period) == [.year(2024), .year(2025)])
        #expect(made[0].figures.map(\.value) == [nil, 71])
        #expect(made[0].figures.map(\.status) == [.missing, .normal])
        #expect(made[0].submission == "s")
    }

    @Test("all that is wrong is said at once, with places and suggestions")
    func allErrors() throws {
        let document = try FiguresDocument(
            """
            {"reports":[
             {"indicator":"nl.mkb.cloud","area":"NL","unit":"PC_ENT","submission":"mine",
              "figures":[{"period":"2025","valeu":71},{"value":1},{"period":2025}]},
             {"indicator":"NL","area":"nl","unit":"","relased":"x","received":"x",
              "figures":[{"period":"2025","value":0.123456789012345678},
                         {"period":"2025","value":"71"},{"period":"2025","status":["Z"]}]},
             {"indicator":"nl.mkb.cloud","area":"NL","unit":"PC","figures":[]},
             {"indicator":"nl.mkb.cloud","area":"NL","unit":"PC","figures":[{"period":"2025"}]}
            ]}
            """.utf8.span)
        #expect(
            errors(document.refusal) == [
                "unknown_field /reports/0/submission", "unknown_field /reports/0/figures/0/valeu",
                "missing_field /reports/0/figures/1", "malformed /reports/0/figures/2/period",
                "malformed /reports/1/indicator", "invalid_area /reports/1/area",
                "malformed /reports/1/unit", "unknown_field /reports/1/relased",
                "unknown_field /reports/1/received",
                "too_many_digits /reports/1/figures/0/value",
                "malformed /reports/1/figures/1/value",
                "unknown_status /reports/1/figures/2/status/0", "malformed /reports/2/figures",
            ])
        let refusal = try #require(document.refusal)
        #expect(refusal.errors[1].suggestion == "value")
        #expect(refusal.errors[7].suggestion == "released")
        #expect(refusal.errorCount == refusal.errors.count)
        #expect(document.reports.map(\.pointer) == ["/reports/3"], "the one that is good")
    }

    @Test("the rules are held against the figures as written")
    func rules() throws {
        let document = try FiguresDocument(
            """
            {"indicator":"nl.mkb.cloud","area":"NL","unit":"EUR","dimensions":{"size":"C"},
             "figures":[{"period":"2025","value":71},{"period":"2025","value":72},
             {"period":"2025-Q1"},{"period":"soon"},{"period":"2024","value":101},
             {"period":"2020","value":1,"status":["L"]},{"period":"2050","value":1},
             {"period":"2050","value":1,"status":["F"]}]}
            """.utf8.span)
        let refusal = #expect(throws: Refusal.self) {
            try document.reports[0].reports(
                under: try indicator(), received: received, submission: "s")
        }
        #expect(
            errors(refusal) == [
                "unit_mismatch /unit", "frequency_mismatch /figures/2/period",
                "invalid_period /figures/3/period", "out_of_bounds /figures/4/value",
                "invalid_value /figures/5", "future_period /figures/6/period",
                "duplicate_figure /figures/1/period",
            ])
    }

    @Test("a period's text is read by the indicator's frequency")
    func frequencies() throws {
        let document = try FiguresDocument(
            """
            {"indicator":"nl.mkb.cloud","area":"NL","unit":"PC_ENT","dimensions":{"size":"C"},
             "figures":[{"period":"2009-10","value":71}]}
            """.utf8.span)
        for (frequency, text) in [(Frequency.schoolYear, "2009/10"), (.monthly, "2009-10")] {
            let reports = try document.reports[0].reports(
                under: try indicator(frequency), received: received, submission: "s")
            #expect(reports[0].figures[0].period.description == text)
        }
    }

    @Test("what is no JSON is unreadable, with the place")
    func unreadable() throws {
        for (text, pointer) in [
            ("", ""), ("{\"reports\":[{\"indicator\":]}", "/reports/0/indicator"),
        ] {
            let refusal = #expect(throws: Refusal.self) { try FiguresDocument(text.utf8.span) }
            #expect(refusal?.isUnreadable == true)
            #expect(refusal?.errors.map(\.code) == [.malformed])
            #expect(refusal?.errors.first?.pointer == pointer)
        }
        for text in ["[]", "3", "{}", #"{"reports":{}}"#] {
            #expect(try FiguresDocument(text.utf8.span).refusal?.isUnreadable == false)
        }
    }

    @Test("of very many errors the first hundred have their places")
    func manyErrors() throws {
        let figures = Array(repeating: "{}", count: 5000).joined(separator: ",")
        let document = try FiguresDocument(
            """
            {"indicator":"nl.a","area":"NL","unit":"PC","figures":[\(figures)]}
            """.utf8.span)
        #expect(document.refusal?.errorCount == 5000)
        #expect(document.refusal?.errors.count == 100)
    }
}
