import HTTP
import JSON
import Support
import Testing

/// Deficit and debt of the EU's members as notified twice a year, with the real sizes of their
/// revisions: two notifications of 2012 and two of 2013, of which the second and the fourth revise.
private struct Notifications {
    static let dates = ["2012-04-23", "2012-10-22", "2013-04-22", "2013-10-21"]
    /// By notification: series by their ids.
    var series: [[String: PublishedSeries]] = Array(repeating: [:], count: 4)

    private static let areas = [
        "Belgium": "BE", "Bulgaria": "BG", "Czech": "CZ", "Czech Republic": "CZ", "Denmark": "DK",
        "Germany": "DE", "Estonia": "EE", "Ireland": "IE", "Greece": "EL", "Spain": "ES",
        "France": "FR", "Italy": "IT", "Cyprus": "CY", "Latvia": "LV", "Lithuania": "LT",
        "Luxembourg": "LU", "Hungary": "HU", "Malta": "MT", "Netherlands": "NL", "Austria": "AT",
        "Poland": "PL", "Portugal": "PT", "Romania": "RO", "Slovenia": "SI", "Slovakia": "SK",
        "Finland": "FI", "Sweden": "SE", "United Kingdom": "UK",
    ]

    init() throws {
        let first = try Self.revisions(.firstRevisions)
        let second = try Self.revisions(.secondRevisions)
        let published =
            try PublishedSeries.government("B9", as: "eu.deficit")
            + PublishedSeries.government("GD", as: "eu.debt")
        for series in published where Self.areas.values.contains(series.area) {
            for year in 2009...2012 {
                guard let last = series.figures[year]?.value else { continue }
                let key = "\(series.indicator) \(series.area) \(year)"
                let third = last - (second[key] ?? 0)
                let values = [
                    year < 2012 ? third - (first[key] ?? 0) : nil, year < 2012 ? third : nil,
                    third, last,
                ]
                for (index, value) in values.enumerated() {
                    guard let value else { continue }
                    let tenths = (value * 10).rounded() / 10
                    self.series[index][
                        series.id,
                        default: PublishedSeries(indicator: series.indicator, area: series.area)
                    ].figures[year] = .init(value: tenths)
                }
            }
        }
    }

    /// In points, by indicator, area and year.
    private static func revisions(_ file: PublishedFile) throws -> [String: Double] {
        let lines = try file.lines()
        let names = lines[0].split(separator: ",").map(String.init)
        var revisions: [String: Double] = [:]
        for line in lines.dropFirst() where line.contains(",Revision in") {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let area = try #require(areas[String(cells[0])], "\(cells[0])")
            for (name, cell) in zip(names, cells).dropFirst(2) {
                let parts = name.split(separator: "_")
                revisions["eu.\(parts[0]) \(area) \(parts[1])"] = Double(cell)
            }
        }
        return revisions
    }
}

@Suite(
    "A year of real revisions", .onThreads,
    .enabled(if: PublishedFile.areAllPresent, PublishedFile.absence))
struct RevisionsTests {
    private struct Goal {
        let id: String
        let series: String
        let value: Double
        let isAtLeast: Bool

        func isMet(by value: Double) -> Bool {
            isAtLeast ? value >= self.value : value <= self.value
        }
    }

    @Test("No announcement is false: what a revision takes back comes again only by a crossing")
    func replay() throws {
        let notifications = try Notifications()
        let goals = try goals(notifications)
        let directory = try TemporaryDirectory()
        let peil = try PeilProcess(data: directory.path)
        let running = try peil.ready()
        try define(goals, running.ingest)
        var updates = 0
        var before: [String: PublishedSeries] = [:]
        for (date, series) in zip(Notifications.dates, notifications.series) {
            let sorted = series.values.sorted { $0.id < $1.id }
            let csv = PublishedSeries.csv(sorted, unit: "PC_GDP", released: date)
            try running.ingest.push(csv: csv)
            updates += sorted.count { one in
                before[one.id]?.figures.mapValues(\.value) != one.figures.mapValues(\.value)
            }
            before = series
        }
        try running.notify.waitForUpdates(updates)

        let told = try told(running.notify)
        var kinds: [[String]] = []
        for goal in goals {
            let news = expected(goal, notifications)
            #expect(told["\(goal.id) \(goal.series)"] ?? [] == news, "\(goal)")
            kinds.append(news.map { String($0.prefix { $0 != " " }) })
        }
        let toldCount = told.values.reduce(0) { $0 + $1.count }
        #expect(toldCount == kinds.reduce(0) { $0 + $1.count })
        #expect(kinds.count { $0.contains("revision") } >= 10)
        #expect(kinds.contains { $0.starts(with: ["met", "revision", "met"]) })
        try expectBeliefs(goals, notifications, running.notify)
        #expect(peil.stop() == 0)
    }

    /// The Treaty's reference values for each area, and for each area its own first figure of 2011.
    private func goals(_ notifications: Notifications) throws -> [Goal] {
        try notifications.series[0].values.sorted { $0.id < $1.id }.flatMap { series in
            let isDeficit = series.indicator == "eu.deficit"
            let own = "\(series.indicator).\(series.area.lowercased())"
            let first = try #require(series.figures[2011]?.value)
            return [
                Goal(
                    id: "\(series.indicator).treaty", series: series.id,
                    value: isDeficit ? -3 : 60, isAtLeast: isDeficit),
                Goal(id: own, series: series.id, value: first, isAtLeast: isDeficit),
            ]
        }
    }

    private func define(_ goals: [Goal], _ ingest: Face) throws {
        for code in ["eu.deficit", "eu.debt"] {
            try ingest.set(
                "/v1/indicators/\(code)",
                #"{"code":"\#(code)","name":{"en":"\#(code)"},"unit":"PC_GDP","frequency":"A"}"#)
        }
        var known: Set<String> = []
        for goal in goals where known.insert(goal.id).inserted {
            let parts = goal.series.split(separator: "/")
            let area = goal.id.hasSuffix("treaty") ? "*" : String(parts[1])
            let direction = goal.isAtLeast ? "at_least" : "at_most"
            try ingest.set(
                "/v1/targets/\(goal.id)",
                """
                {"id":"\(goal.id)","indicator":"\(parts[0])","area":"\(area)",
                "value":\(goal.value),"direction":"\(direction)","deadline":"2013"}
                """)
        }
    }

    /// What was announced of each target and series, in order.
    private func told(_ notify: Face) throws -> [String: [String]] {
        var told: [String: [String]] = [:]
        let types = ["met", "unmet", "confirmed", "missed"].map { "peil.target.\($0).v1" }
        for event in try notify.events(types.joined(separator: ",")) {
            let data = try #require(event["data"])
            let type = event["type"]?.string?.split(separator: ".")[2] ?? ""
            let word = data["cause"]?.string ?? String(type)
            let key = "\(data["target"]?["id"]?.string ?? "") \(event["subject"]?.string ?? "")"
            let figure = data["figure"]
            told[key, default: []].append(
                "\(word) \(figure?["period"]?.string ?? "") \(figure?["value"]?.number ?? .nan)")
        }
        return told
    }

    /// The same as one sees it who reads each notification as it comes.
    private func expected(_ goal: Goal, _ notifications: Notifications) -> [String] {
        var news: [String] = []
        var metIn: Int?
        for series in notifications.series.compactMap({ $0[goal.series] }) {
            guard let latest = series.latest else { continue }
            let figure = "\(latest.year) \(latest.value)"
            switch (metIn, goal.isMet(by: latest.value)) {
            case (nil, true):
                metIn = latest.year
                news.append("met \(figure)")
            case (let year?, false):
                let holds = series.figures[year].map { goal.isMet(by: $0.value) } ?? false
                news.append("\(holds ? "decline" : "revision") \(figure)")
                metIn = nil
            case (nil, false), (_?, true): break
            }
        }
        return news
    }

    /// What was believed on the day of each notification, and on the day before the first.
    private func expectBeliefs(
        _ goals: [Goal], _ notifications: Notifications, _ notify: Face
    ) throws {
        for (date, series) in zip(Notifications.dates, notifications.series) {
            let answer = try notify.send(.get, "/v1/progress?limit=1000&asOf=\(date)")
            var believed: [String: Value] = [:]
            for entry in answer.document["progress"]?.elements ?? [] {
                let parts = [entry["series"]?["indicator"], entry["series"]?["area"]]
                let id = parts.compactMap { $0?.string }.joined(separator: "/")
                believed["\(entry["target"]?["id"]?.string ?? "") \(id)"] = entry
            }
            #expect(believed.count == goals.count)
            for goal in goals {
                let entry = believed["\(goal.id) \(goal.series)"]
                let latest = try #require(series[goal.series]?.latest)
                #expect(entry?["latest"]?["value"]?.number == latest.value)
                let isMet = entry?["assessment"]?["category"]?.string == "target_achieved"
                #expect(isMet == goal.isMet(by: latest.value), "\(goal) on \(date)")
            }
        }
        let before = try notify.send(.get, "/v1/progress?limit=1000&asOf=2012-04-22").document
        for entry in before["progress"]?.elements ?? [] {
            #expect(entry["assessment"]?["reason"]?.string == "no_figure")
        }
        #expect(before["progress"]?.elements.isEmpty == false)
    }
}
