import Crypto
import Foundation
import FoundationXML
import HTTP
import Messages
import Support
import Testing
import Time

@testable import Notify

@Suite("The board's pages", .onThreads)
struct PageTests {
    private let folded: FoldedLog

    init() throws {
        folded = try FoldedLog()
        try FirstCase().write(to: folded)
    }

    @Test("A card and its calculation call it by the same word")
    func oneWord() throws {
        let notify = try RunningNotify(folded)
        let text = try notify.get(
            "/v1/progress/nl.mkb.ai.2030/explain?lang=nl", [("accept", "text/plain")]
        ).text
        #expect(text.contains("Oordeel\n  Vrijwel op koers\n"))
        #expect(text.contains("≥ 0,95: Vrijwel op koers (substantial_progress).\n"))
        #expect(try notify.get("/?lang=nl").text.contains("Vrijwel op koers"))
    }

    @Test("Every target of the first case is on the page, in both languages")
    func everyTarget() throws {
        let notify = try RunningNotify(folded)
        let targets = try FirstCase().targets
        for language in Language.allCases {
            let page = try notify.get("/?lang=\(language.rawValue)")
            #expect(page.status == 200)
            #expect(page.text.contains("<html lang=\"\(language.rawValue)\">"))
            for target in targets {
                let name = try #require(target.name.text(in: language.rawValue))
                #expect(page.text.contains(">\(name)</a>"), "\(name)")
            }
            #expect(page.text.components(separatedBy: "<article").count == targets.count + 1)
        }
    }

    @Test("What the figures come to is told in words")
    func told() throws {
        let notify = try RunningNotify(folded)
        let english = try notify.get("/?lang=en").text
        #expect(english.contains("At the present pace 75% is reached in 2026, before the deadline"))
        #expect(english.contains("At the present pace 75% is reached in 2031, after the deadline"))
        #expect(english.contains("<strong>81.5%</strong>"))
        #expect(english.contains("+10\u{a0}points"))
        let dutch = try notify.get("/", [("accept-language", "nl-NL,nl;q=0.9,en;q=0.8")]).text
        #expect(dutch.contains("In het huidige tempo wordt 75% in 2031 bereikt, na de einddatum"))
        #expect(dutch.contains("<strong>81,5%</strong>"))
        #expect(dutch.contains("Moderate") == false)
    }

    @Test("A target without a figure says so, and never shows a zero")
    func noFigure() throws {
        let notify = try RunningNotify(folded)
        for (language, words) in [("en", "No figure yet"), ("nl", "Nog geen cijfer")] {
            let page = try notify.get("/?lang=\(language)").text
            let cards = page.components(separatedBy: "<article").filter {
                $0.contains("data-analytics")
            }
            let card = try #require(cards.first)
            #expect(cards.count == 1)
            #expect(card.contains("<p class=\"latest none\">\(words)"))
            #expect(!card.contains("<strong>"))
            #expect(!card.contains("class=\"dot"))
        }
    }

    @Test("What others wrote is shown as text, wherever it comes")
    func escaping() throws {
        let hostile = #"<script>alert("1")</script> & 'more'"#
        let code = known(try IndicatorCode("a.hostile"))
        let text = LocalizedText([.init(language: "en", text: hostile)])
        try folded.define(
            try Indicator(code: code, name: text, description: text, unit: "PC", source: hostile))
        try folded.set(
            try Target(
                id: TargetID("a.hostile.2030"), areas: .exactly(Area("NL")),
                goal: Target.Goal(value: 50, deadline: .year(2030)), direction: .atLeast,
                name: text, source: hostile))
        try folded.report(
            Series(indicator: code, area: known(try Area("NL"))), [("2024", 40), ("2025", 60)],
            unit: "PC", source: hostile, on: day("2026-01-01"))
        let notify = try RunningNotify(folded)
        for path in ["/", "/indicators/a.hostile", "/indicators/a.hostile.svg"] {
            let page = try notify.get(path)
            #expect(page.status == 200)
            #expect(!page.text.contains("<script>alert"), "\(path)")
            #expect(page.text.contains("&lt;script&gt;alert(&quot;1&quot;)"), "\(path)")
        }
        #expect(HTML("<i title=\"\(hostile)\">").text.firstIndex(of: "'") == nil)
    }

    @Test("The policy lets exactly the page's own style and script in")
    func policy() throws {
        let notify = try RunningNotify(folded)
        let page = try notify.get("/")
        let policy = try #require(page.response.headers["content-security-policy"])
        #expect(policy.hasPrefix("default-src 'none'"))
        for (tag, directive) in [("style", "style-src"), ("script", "script-src")] {
            let start = try #require(page.text.firstRange(of: "<\(tag)>")).upperBound
            let end = try #require(page.text[start...].firstRange(of: "</\(tag)>")).lowerBound
            let digest = Digest(sha256: Array(page.text[start..<end].utf8).span)
            let hash = Base64.standard.encode(digest.bytes.span)
            #expect(policy.contains("\(directive) 'sha256-\(hash)'"))
        }
        #expect(!page.text.contains("style=\""))
        #expect(page.response.headers["x-content-type-options"] == "nosniff")
    }

    @Test("The chart alone is an image by itself, with its alternative in words")
    func chart() throws {
        try folded.report(
            Series(
                indicator: known(try IndicatorCode("nl.mkb.cloud")),
                area: known(try Area("NL")),
                dimensions: known(try Dimensions([("size", "10-249")]))),
            [("2026", 74.8)], status: [.provisional, .timeSeriesBreak], on: day("2026-06-12"))
        let notify = try RunningNotify(folded)
        let chart = try notify.get("/indicators/nl.mkb.cloud.svg")
        #expect(chart.response.headers["content-type"]?.hasPrefix("image/svg+xml") == true)
        let parser = XMLParser(data: Data(chart.text.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(chart.text.contains("64% in 2024, 71% in 2025, 74.8% in 2026."))
        #expect(chart.text.contains("class=\"dot open\""))
        #expect(chart.text.contains("class=\"break\""))
        #expect(try notify.get("/indicators/nl.mkb.none.svg").status == 404)
        #expect(try notify.get("/indicators/nl.mkb.none").status == 404)
    }

    @Test("An indicator's page has all its figures as a table, and what happened")
    func indicator() throws {
        let series = Series(
            indicator: known(try IndicatorCode("nl.mkb.cloud")), area: known(try Area("NL")),
            dimensions: known(try Dimensions([("size", "10-249")])))
        try folded.report(series, [("2026", 75.3)], on: day("2026-06-12"))
        let notify = try RunningNotify(folded)
        let page = try notify.get("/indicators/nl.mkb.cloud?lang=en").text
        for row in ["64%", "71%", "75.3%"] {
            #expect(page.contains("<td class=\"number\">\(row)</td>"))
        }
        #expect(page.contains("<strong>Reached</strong>"))
        #expect(page.contains("12 June 2026"))
        #expect(try notify.get("/").text.contains("<strong>Reached</strong>"))
    }
}
