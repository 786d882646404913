import Foundation
import JSON
import Messages
import Support
import Testing

@Suite("Milestones and comparisons on the board", .onThreads)
struct MilestoneTests {
    private let code = known(try IndicatorCode("nl.test.share"))

    private func folded(_ frequency: Frequency) throws -> FoldedLog {
        let folded = try FoldedLog()
        try folded.define(
            try Indicator(
                code: code, name: LocalizedText([.init(language: "en", text: "Share")]),
                unit: "PC", frequency: frequency, minimum: 0, maximum: 100))
        return folded
    }

    private func target(
        _ suffix: String, _ name: String, by year: Int, partOf main: String? = nil
    ) throws -> Target {
        try Target(
            id: try TargetID("\(code.text).\(suffix)"), areas: .each(of: []),
            goal: .init(value: 75, deadline: .year(year)), direction: .atLeast,
            partOf: try main.map { try TargetID("\(code.text).\($0)") },
            name: LocalizedText([.init(language: "en", text: name)]))
    }

    @Test("A milestone stands after its main target and says which that is")
    func milestones() throws {
        let folded = try folded(.annual)
        try folded.set(try target("2027", "Half-way in 2027", by: 2027, partOf: "main"))
        try folded.set(try target("another", "Something else", by: 2030))
        try folded.set(try target("main", "All by 2030", by: 2030))
        for area in ["BE", "NL"] {
            try folded.report(
                Series(indicator: code, area: try Area(area)), [("2025", 60)], unit: "PC",
                on: try day("2026-01-01"))
        }
        let notify = try RunningNotify(folded)
        for path in ["/?lang=en", "/indicators/nl.test.share?lang=en"] {
            let cards = try notify.get(path).text.components(separatedBy: "<article").dropFirst()
            let told = cards.map { card in
                ["Half-way in 2027", "Something else", "All by 2030"].first {
                    card.contains(">\($0)</a>")
                } ?? ""
            }
            #expect(
                told == [
                    "Something else", "Something else", "All by 2030", "Half-way in 2027",
                    "All by 2030", "Half-way in 2027",
                ])
            for (name, card) in zip(told, cards) {
                let isMilestone = name == "Half-way in 2027"
                #expect(card.contains("A milestone of: All by 2030") == isMilestone)
            }
        }
        let progress = try notify.get("/v1/progress").json["progress"]?.elements ?? []
        #expect(progress.count == 6)
        for entry in progress {
            let isMilestone = entry["target"]?["id"]?.string == "nl.test.share.2027"
            #expect(entry["partOf"]?.string == (isMilestone ? "nl.test.share.main" : nil))
        }
    }

    @Test("A milestone of a target that is not there stands by itself, and so do two of each other")
    func withoutMain() throws {
        let folded = try folded(.annual)
        try folded.set(try target("a", "First", by: 2027, partOf: "b"))
        try folded.set(try target("b", "Second", by: 2028, partOf: "a"))
        try folded.set(try target("c", "Third", by: 2029, partOf: "gone"))
        let page = try RunningNotify(folded).get("/?lang=en").text
        for name in ["First", "Second", "Third"] { #expect(page.contains(">\(name)</a>")) }
        #expect(page.components(separatedBy: "<article").count == 4)
        #expect(page.components(separatedBy: "A milestone of").count == 3)
    }

    @Test("A quarter is compared with the one before and with that of a year before")
    func yearBefore() throws {
        let folded = try folded(.quarterly)
        try folded.set(try target("main", "All by 2030", by: 2030))
        try folded.report(
            Series(indicator: code, area: try Area("NL")),
            [("2024-Q2", 60), ("2025-Q1", 65), ("2025-Q2", 62)], unit: "PC",
            on: try day("2025-08-01"))
        let notify = try RunningNotify(folded)
        let english = try notify.get("/?lang=en").text
        #expect(english.contains("\u{2212}3\u{a0}points on Q1 2025"))
        #expect(english.contains("+2\u{a0}points on Q2 2024"))
        let dutch = try notify.get("/?lang=nl").text
        #expect(dutch.contains("t.o.v. 2e kwartaal 2024"))
        let listed = try notify.get("/v1/series").json["series"]?[0]
        let alone = try notify.get("/v1/series/\(code.text)/NL").json
        for series in [listed, alone] {
            #expect(series?["yearBefore"]?["period"]?.string == "2024-Q2")
            #expect(series?["yearBefore"]?["value"]?.number == 60)
            #expect(series?["changeOnYear"]?.number == 2)
            #expect(series?["change"]?.number == -3)
        }
    }
}
