import JSON
import Messages
import Support
import Testing
import Time

@testable import Notify

@Suite("What was believed", .onThreads)
struct BeliefTests {
    private let code = known(try IndicatorCode("a.belief"))

    /// A story of one indicator: figures and targets as they come, a day each.
    private func story() throws -> [Update] {
        let goal = Target.Goal(value: 50, deadline: .year(2027))
        let general = try Target(
            id: TargetID("a.belief.all"), areas: .each(of: []), goal: goal, direction: .atLeast)
        var raised = general
        raised.goal?.value = 70
        let own = try Target(
            id: TargetID("a.belief.nl"), areas: .exactly(Area("NL")),
            goal: Target.Goal(value: 45, deadline: .year(2026)), direction: .atLeast,
            baseline: .year(2021), overrides: general.id)
        let relative = try Target(
            id: TargetID("a.belief.relative"), areas: .exactly(Area("BE")),
            goal: Target.Goal(value: 20, relative: true, deadline: .year(2027)),
            direction: .atLeast, baseline: .year(2020), method: .cagr)
        return [
            .targetSet(general), try figures("NL", [2020: 30, 2021: 35]),
            try figures("BE", [2020: 40]),
            .targetSet(relative), try figures("NL", [2022: 46], .provisional),
            try figures("BE", [2020: 41, 2021: 44]), .targetSet(own), try figures("NL", [2022: 44]),
            try figures("BE", [2022: 52], .timeSeriesBreak), .targetSet(raised),
            .targetWithdrawn(own.id), try figures("NL", [2023: 55, 2024: 60], .forecast),
            .targetSet(own), try figures("NL", [2023: 47]), try figures("BE", [2022: nil]),
            .targetWithdrawn(relative.id), try figures("BE", [2023: 71]),
        ]
    }

    private func figures(
        _ area: String, _ values: [Int: Double?], _ status: StatusFlags = []
    ) throws -> Update {
        let figures = try values.sorted { $0.key < $1.key }.map { year, value in
            try Figure(period: .year(year), value: value, status: value == nil ? [] : status)
        }
        let series = Series(indicator: code, area: known(try Area(area)))
        return .figuresReported(
            Report(
                series: series, unit: "PC", source: nil, received: Timestamp(milliseconds: 0),
                released: nil, submission: "", figures: figures))
    }

    @Test("is answered as it was answered then, by figures and targets, whatever came after")
    func beliefs() throws {
        let folded = try FoldedLog()
        try folded.define(
            try Indicator(
                code: code, name: LocalizedText([.init(language: "en", text: "Belief")]),
                unit: "PC", minimum: 0, maximum: 100))
        let notify = try RunningNotify(folded)
        var answers: [(day: String, progress: Value?)] = []
        let first = try day("2026-01-01")
        for (index, update) in try story().enumerated() {
            let now = Timestamp(first.adding(days: index)).adding(milliseconds: 43_200_000)
            try folded.take(dated(update, now, index), of: code, at: now)
            let count = folded.outcomes.count
            try notify.eventually {
                try notify.get("/v1/events?after=earliest&limit=1000").json["events"]?.elements
                    .count == count
            }
            // Targets come by another topic than events.
            let inForce = folded.targets(of: code)
            try notify.eventually {
                try notify.get("/v1/targets?indicator=a.belief").json["targets"]?.elements.map {
                    "\($0["id"]?.string ?? "") \(Int($0["version"]?.number ?? 0))"
                } == inForce
            }
            let path = "/v1/progress?indicator=a.belief"
            answers.append((now.date.description, try notify.get(path).json["progress"]))
        }
        var later = 0
        for (day, progress) in answers {
            let path = "/v1/progress?indicator=a.belief&asOf=\(day)"
            let believed = try notify.get(path).json["progress"]?.elements ?? []
            let told = believed.filter { $0["setLater"] == nil }
            #expect(told == progress?.elements, "\(day)")
            later += believed.count - told.count
        }
        #expect(later > 3)
        #expect(Set(answers.map { $0.progress?.description ?? "" }).count > 12)
        try expectPages(notify, answers.last?.day ?? "")
    }

    /// The same in pages, and of one area, target or category.
    private func expectPages(_ notify: RunningNotify, _ day: String) throws {
        let path = "/v1/progress?asOf=\(day)"
        let whole = try notify.get(path).json["progress"]?.elements ?? []
        #expect(whole.count == 2)
        var parts: [Value] = []
        var next: String? = ""
        while let after = next {
            let page = try notify.get(path + "&limit=1" + (after.isEmpty ? "" : "&after=\(after)"))
            parts += try page.json["progress"]?.elements ?? []
            next = try page.json["next"]?.string
        }
        #expect(parts == whole)
        for (query, count) in [
            ("area=NL", 1), ("target=a.belief.nl", 1), ("category=target_achieved", 2),
            ("category=missed", 0), ("indicator=a.belief", 2), ("indicator=a.other", 0),
        ] {
            let found = try notify.get("\(path)&\(query)").json["progress"]?.elements
            #expect(found?.count == count, "\(query)")
        }
        #expect(try notify.get("/v1/progress?asOf=then").status == 400)
    }

    private func dated(_ update: Update, _ now: Timestamp, _ index: Int) -> Update {
        guard case .figuresReported(let report) = update else { return update }
        return .figuresReported(
            Report(
                series: report.series, unit: report.unit, source: nil, received: now,
                released: now, submission: "s\(index)", figures: report.figures))
    }
}
