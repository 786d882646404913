import HTTP
import JSON
import Messages
import Support
import Testing
import Time

@testable import Notify

@Suite("Explanations", .onThreads)
struct ExplanationTests {
    private let folded: FoldedLog

    init() throws {
        folded = try FoldedLog()
        try FirstCase().write(to: folded)
    }

    private func steps(_ answer: RunningNotify.Answer) throws -> [String] {
        try answer.json["steps"]?.elements.map { step in
            let value = Value.number(step["value"]?.number ?? .nan).description
            return "\(step["symbol"]?.string ?? "") = \(step["substituted"]?.string ?? "") = "
                + value
        } ?? []
    }

    @Test("AI's assessment is worked out step by step, as methods.md has it")
    func steps() throws {
        let notify = try RunningNotify(folded)
        let answer = try notify.get("/v1/progress/nl.mkb.ai.2030/explain")
        #expect(answer.status == 200)
        #expect(
            try steps(answer) == [
                "b = 1 × (23 − 75) = -52", "gap = 1 × (75 − 23) = 52",
                "t − t0 = 2026 − 2025 = 1", "tT − t0 = 2031 − 2025 = 6",
                "tT − t = 2031 − 2026 = 5", "pace = (23 − 13) / 1 = 10",
                "needed = (75 − 13) / 6 = 10.333333333333334",
                "R = 1 × 10 / |10.33333333| = 0.967741935", "P = 23 + 10 × 5 = 73",
                "x = (75 − 23) / 10 = 5.2", "needed now = (75 − 23) / 5 = 10.4",
            ])
        let json = try answer.json
        let board = try notify.get("/v1/progress?target=nl.mkb.ai.2030").json["progress"]?[0]
        #expect(json["assessment"] == board?["assessment"])
        #expect(json["latest"] == board?["latest"])
        #expect(json["thresholds"]?["symbol"]?.string == "R")
        let bands = json["thresholds"]?["bands"]?.elements ?? []
        #expect(bands.map { $0["holds"]?.boolean } == [true, false, false, false])
        #expect(bands.first?["limit"]?.number == 0.95)
        let figures = json["figures"]?.elements ?? []
        #expect(figures.map { $0["role"]?.string } == ["start", "latest"])
        #expect(figures.first?["figure"]?["released"]?.string == "2025-06-12T00:00:00Z")
        #expect(json["source"]?["urls"]?.elements.isEmpty == false)
        #expect(json["language"]?.string == "en")
    }

    @Test("The text can be checked by hand, in Dutch as in English")
    func text() throws {
        let notify = try RunningNotify(folded)
        let plain = [(name: "accept", value: "text/plain")]
        let english = try notify.get("/v1/progress/nl.mkb.basic-level.2030/explain", plain)
        #expect(english.response.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(english.text.hasPrefix(Self.english))
        let dutch = try notify.get("/v1/progress/nl.mkb.basic-level.2030/explain?lang=nl", plain)
        for line in [
            "  yt = 81,5   het laatste cijfer (2025)", "      = (81,5 − 75) / 4",
            "      = 0,73125   (op 9 decimalen)", "→ R ≥ 0,6: Matige vooruitgang",
            "  R = 0,73125 ≥ 0,6: Matige vooruitgang (moderate_progress).",
            "  x jaar na 2025, naar boven afgerond op hele periodes: 2034.",
            "  2021: 75%, A, gepubliceerd 2025-06-12, minister's letter, June 2025, as reported "
                + "in the press, y0",
        ] {
            #expect(dutch.text.contains(line + "\n"), "\(line)")
        }
        let accepted = try notify.get(
            "/v1/progress/nl.mkb.basic-level.2030/explain",
            plain + [(name: "accept-language", value: "nl")])
        #expect(accepted.text == dutch.text)
    }

    private static let english = """
        95 % have a basic digital level
        nl.mkb.basic-level.2030, version 1 · nl.mkb.basic-level/NL/size=10-249
        Target: at least 95% by 2030

        Result
          Moderate progress
          b = −13.5 is below 0: the target is not reached.
          R = 0.73125 ≥ 0.6: Moderate progress (moderate_progress).
          x years after 2025, rounded up to whole periods: 2034.

        Given
          y0 = 75   the baseline (2021)
          yt = 81.5   the latest figure (2025)
          T = 95   the target for 2030
          d = 1   1 where more is better, −1 where less is

        Worked out
          b = d × (yt − T)   beyond the target: the target is reached where this is at least 0
              = 1 × (81.5 − 95)
              = −13.5
          gap = d × (T − yt)   what remains
              = 1 × (95 − 81.5)
              = 13.5
          t − t0   years passed, from the end of the one period to the end of the other
              = 2026 − 2022
              = 4
          tT − t0   years from the start to the deadline
              = 2031 − 2022
              = 9
          tT − t   years that remain
              = 2031 − 2026
              = 5
          pace = (yt − y0) / (t − t0)   what a year brought
              = (81.5 − 75) / 4
              = 1.625
          needed = (T − y0) / (tT − t0)   what a year had to bring from the start
              = (95 − 75) / 9
              = 2.222222222
          R = d × pace / |needed|   the pace over the pace needed
              = 1 × 1.625 / |2.222222222|
              = 0.73125   (to 9 decimals)
          P = yt + pace × (tT − t)   the value at the deadline at the present pace
              = 81.5 + 1.625 × 5
              = 89.625
          projection = P   P, rounded and kept within the bounds of the indicator
              = 89.625
              = 89.63   (to 2 decimals)

        """

    @Test("What a figure was used for, and why it was left out, is said of each")
    func uses() throws {
        let code = known(try IndicatorCode("a.used"))
        let series = Series(indicator: code, area: known(try Area("NL")))
        try folded.define(
            try Indicator(
                code: code, name: LocalizedText([.init(language: "en", text: "Used")]),
                unit: "PC"))
        try folded.set(
            try Target(
                id: TargetID("a.used.2030"), areas: .exactly(Area("NL")),
                goal: Target.Goal(value: 50, deadline: .year(2030)), direction: .atLeast,
                baseline: .year(2020)))
        let told: [(String, Double?, StatusFlags)] = [
            ("2018", 1, .normal), ("2020", 10, .normal), ("2021", 12, [.timeSeriesBreak, .normal]),
            ("2022", nil, .missing), ("2023", 20, .provisional), ("2024", 30, .forecast),
        ]
        for (period, value, status) in told {
            try folded.report(
                series, [(period, value)], unit: "PC", status: status, on: day("2024-06-01"))
        }
        let secret = try Figure(period: .year(2019), value: nil, confidentiality: 67)
        let received = Timestamp(try day("2024-06-02"))
        try folded.take(
            .figuresReported(
                Report(
                    series: series, unit: "PC", source: nil, received: received,
                    released: received, submission: "secret", figures: [secret])), of: code)
        let notify = try RunningNotify(folded)
        let json = try notify.get("/v1/progress/a.used.2030/explain").json
        let uses = json["figures"]?.elements.map { use in
            let remarks = (use["remarks"]?.elements ?? []).compactMap(\.string)
            return
                ([use["figure"]?["period"]?.string, use["role"]?.string].compactMap { $0 }
                + remarks).joined(separator: ", ")
        }
        #expect(
            uses == [
                "2018, unused, before the baseline", "2019, unused, confidential", "2020, start",
                "2021, unused, between the two figures that count, "
                    + "a break: no pace can be measured across it",
                "2022, unused, missing", "2023, latest, not final yet",
                "2024, unused, a forecast: never latest, never baseline",
            ])
        #expect(json["assessment"]?["reason"]?.string == "break")
        #expect(json["steps"]?.elements.contains { $0["symbol"]?.string == "pace" } == false)
        #expect(json["thresholds"] == nil)
        let said = json["conclusions"]?.elements.compactMap(\.string) ?? []
        #expect(said.contains { $0.contains("The series is broken") })
    }

    @Test("Of a target with several series one is chosen by area and dimensions")
    func choice() throws {
        let code = known(try IndicatorCode("a.many"))
        try folded.define(
            try Indicator(
                code: code, name: LocalizedText([.init(language: "en", text: "Many")]),
                unit: "PC", dimensions: ["sector", "size"]))
        try folded.set(
            try Target(
                id: TargetID("a.many.2030"), areas: .each(of: []),
                goal: Target.Goal(value: 50, deadline: .year(2030)), direction: .atLeast))
        for (area, size) in [("NL", "small"), ("NL", "large"), ("BE", "small")] {
            let dimensions = try Dimensions([("sector", "C"), ("size", size)])
            try folded.report(
                Series(indicator: code, area: Area(area), dimensions: dimensions),
                [("2024", 10), ("2025", 20)], unit: "PC", on: day("2026-01-01"))
        }
        let notify = try RunningNotify(folded)
        let path = "/v1/progress/a.many.2030/explain"
        let none = try notify.get(path)
        #expect(none.status == 400)
        #expect(try none.json["errors"]?[0]?["code"]?.string == "ambiguous_series")
        #expect(try notify.get(path + "?area=NL").status == 400)
        #expect(try notify.get(path + "?area=DE").status == 404)
        #expect(try notify.get(path + "?area=BE").json["series"]?["area"]?.string == "BE")
        let one = try notify.get(path + "?area=NL&dimensions=size%3Dlarge")
        #expect(try one.json["series"]?["dimensions"]?["size"]?.string == "large")
        #expect(try notify.get(path + "?area=NL&dimensions=size").status == 400)
        #expect(try notify.get(path + "?lang=de").status == 400)
        #expect(try notify.get("/v1/progress/a.many.none/explain").status == 404)
    }

    @Test("A target without a figure is explained as that, and one that is met by its figure")
    func ends() throws {
        let notify = try RunningNotify(folded)
        let none = try notify.get("/v1/progress/nl.mkb.data-analytics.2030/explain").json
        #expect(none["assessment"]?["reason"]?.string == "no_figure")
        #expect(none["steps"]?.elements.isEmpty == true)
        #expect(none["figures"]?.elements.isEmpty == true)
        let series = Series(
            indicator: known(try IndicatorCode("nl.mkb.cloud")), area: known(try Area("NL")),
            dimensions: known(try Dimensions([("size", "10-249")])))
        try folded.report(series, [("2026", 75.3)], on: day("2026-06-12"))
        try notify.eventually {
            try notify.get("/v1/progress/nl.mkb.cloud.2030/explain").json["conclusions"]?[0]?
                .string == "b = 0.3 is at least 0: the target is reached."
        }
        let before = try notify.get("/v1/progress/nl.mkb.cloud.2030/explain?asOf=2026-06-11")
        #expect(try before.json["latest"]?["value"]?.number == 71)
        #expect(try before.json["asOf"]?.string == "2026-06-11T23:59:59.999Z")
    }

    @Test("The board leads to the calculation, and a pace that is nearly enough is not called more")
    func pages() throws {
        let notify = try RunningNotify(folded)
        let home = try notify.get("/?lang=en").text
        let id = "explain-nl.mkb.ai.2030/nl.mkb.ai/NL/size=10-249"
        #expect(home.contains("href=\"/indicators/nl.mkb.ai?lang=en#\(id)\""))
        #expect(home.contains("Nearly on track"))
        #expect(
            home.contains(
                "That is 96.7% of the pace needed; from 95% on it counts as on track."))
        let page = try notify.get("/indicators/nl.mkb.ai?lang=nl").text
        #expect(page.contains("<details class=\"explanation\" id=\"\(id)\">"))
        #expect(page.contains("= 1 × 10 / |10,33333333|<br>= <b>0,967741935</b>"))
        #expect(page.contains("Vrijwel op koers"))
    }
}
