import Foundation
import JSON
import Log
import Messages
import Notify
import Store
import Support
import Telemetry
import Testing
import Time

@Suite("The board", .onThreads)
struct BoardTests {
    private let cloud = Series(
        indicator: known(try IndicatorCode("nl.mkb.cloud")), area: known(try Area("NL")),
        dimensions: known(try Dimensions([("size", "10-249")])))

    private func firstCase() throws -> FoldedLog {
        let folded = try FoldedLog()
        try FirstCase().write(to: folded)
        return folded
    }

    /// What of the board anyone can see, as texts.
    private func view(_ notify: RunningNotify) throws -> [String] {
        let lists = ["/v1/series", "/v1/progress", "/v1/targets", "/v1/indicators"]
        let ids = try notify.get("/v1/series").json["series"]?.elements.compactMap {
            $0["id"]?.string
        }
        let series = (ids ?? []).map { "/v1/series/\($0)?vintages=true" }
        return try (lists + series).map { try notify.get($0).text }
    }

    @Test("Progress has every target of the first case; one without a figure says so")
    func firstCaseProgress() throws {
        let notify = try RunningNotify(try firstCase())
        let progress = try notify.get("/v1/progress").json["progress"]?.elements ?? []
        let ids = progress.compactMap { $0["target"]?["id"]?.string }
        #expect(ids == FirstCase.ids)
        let cloud = progress.first { $0["target"]?["id"]?.string == "nl.mkb.cloud.2030" }
        #expect(cloud?["latest"]?["value"]?.number == 71)
        #expect(cloud?["assessment"]?["eta"]?.string == "2026")
        #expect(cloud?["assessment"]?["category"]?.string == "substantial_progress")
        let analytics = progress.first {
            $0["target"]?["id"]?.string == "nl.mkb.data-analytics.2030"
        }
        #expect(analytics?["latest"] == nil)
        #expect(analytics?["series"] == nil)
        #expect(analytics?["assessment"]?["category"]?.string == "not_available")
        #expect(analytics?["assessment"]?["reason"]?.string == "no_figure")
    }

    @Test("A restart goes on from the file, and a lost or damaged file is built again alike")
    func restart() throws {
        let folded = try firstCase()
        let before = try view(RunningNotify(folded))
        #expect(try view(RunningNotify(folded)) == before)
        try folded.report(cloud, [("2026", 75.3)], on: day("2026-06-12"))
        let after = try view(RunningNotify(folded))
        #expect(after != before)

        let path = folded.dataDirectory + "/notify-0/board.sqlite"
        try Data("this is no database, whatever it was before".utf8)
            .write(to: URL(filePath: path))
        let rebuilt = try RunningNotify(folded)
        #expect(try view(rebuilt) == after)
        #expect(rebuilt.metrics.exposition.contains("peil_notify_quarantined_total 1"))
        #expect(FileManager.default.fileExists(atPath: path + ".damaged-1"))
    }

    @Test("Copies change nothing and are counted")
    func copies() throws {
        let folded = try firstCase()
        let before = try view(RunningNotify(folded))
        try folded.repeatOutcomes(3)
        let notify = try RunningNotify(folded)
        #expect(try view(notify) == before)
        #expect(!notify.metrics.exposition.contains("peil_notify_copies_total 0"))
    }

    @Test("A board of another log is refused")
    func foreign() throws {
        let (one, other) = (try firstCase(), try firstCase())
        _ = try RunningNotify(one)
        let path = "/notify-0/board.sqlite"
        _ = try RunningNotify(other)
        try FileManager.default.removeItem(atPath: other.dataDirectory + path)
        try FileManager.default.copyItem(
            atPath: one.dataDirectory + path, toPath: other.dataDirectory + path)
        #expect(throws: NotifyService.StartError.self) { try RunningNotify(other) }
    }

    @Test("A log that lost its tail is an alarm, not silence")
    func lostTail() throws {
        let folded = try firstCase()
        _ = try RunningNotify(folded)
        // As if more had been read once than the log holds now.
        try Database(path: folded.dataDirectory + "/notify-0/board.sqlite", Database.Settings())
            .execute("UPDATE position SET next = next + 5 WHERE topic = 'outcomes'")
        let notify = try RunningNotify(folded, readyWithin: 0)
        try notify.eventually { try notify.get("/readyz").text.contains("lost acknowledged") }
        #expect(try notify.get("/readyz").status == 503)
        #expect(try notify.get("/livez").status == 200)
    }

    @Test("Figures are shown as they were believed at any time, and all their vintages")
    func asOf() throws {
        let folded = try firstCase()
        try folded.report(cloud, [("2026", 74.8)], status: .provisional, on: day("2026-06-12"))
        try folded.report(cloud, [("2026", 75.3), ("2025", 70.5)], on: day("2026-09-01"))
        let notify = try RunningNotify(folded)
        let path = "/v1/series/nl.mkb.cloud/NL/size=10-249"
        func values(_ query: String) throws -> [Double?] {
            let figures = try notify.get(path + query).json["figures"]?.elements
            return (figures ?? []).map { $0["value"]?.number }
        }
        #expect(try values("") == [64, 70.5, 75.3])
        #expect(try values("?asOf=2026-06-12") == [64, 71, 74.8])
        #expect(try values("?asOf=2026-06-12T11:59:59Z") == [64, 71])
        #expect(try values("?asOf=2025-06-11") == [])
        #expect(try values("?asOf=2026-09-01T12:00:00Z") == [64, 70.5, 75.3])
        let vintages = try notify.get(path + "?vintages=true").json["vintages"]?.elements
        #expect(vintages?.compactMap { $0["value"]?.number } == [64, 71, 70.5, 74.8, 75.3])
        let encoded = "/v1/series/nl.mkb.cloud%2FNL%2Fsize%3D10-249"
        #expect(try notify.get(encoded).text == notify.get(path).text)
        #expect(try notify.get("/v1/series/nl.mkb.cloud/NL").status == 404)
    }

    @Test("Whatever is released in whatever order, the board shows what the reference does")
    func releases() throws {
        let folded = try firstCase()
        var random = SplitMix64(seed: 20_261_130)
        // Few values, periods and days: figures repeat each other, and share their releases.
        let days = ["2026-04-01", "2026-08-01", "2026-08-15", "2026-09-01"]
        for size in 1...40 {
            let series = Series(
                indicator: cloud.indicator, area: cloud.area,
                dimensions: try Dimensions([("size", "s\(size)")]))
            for _ in 0..<20 {
                try folded.report(
                    series, [(random.pick(["2025", "2026"]), random.pick([70, 71]))],
                    released: Timestamp(day(random.pick(days))), on: day("2026-10-01"))
            }
        }
        let notify = try RunningNotify(folded)
        for history in folded.histories where !history.inForce.isEmpty {
            let answer = try notify.get("/v1/series/\(history.series.text)?vintages=true").json
            let expected = [history.inForce, history.periods.flatMap { history.visible($0) }]
            for (name, releases) in zip(["figures", "vintages"], expected) {
                let found = (answer[name]?.elements ?? []).map { figure in
                    ["period", "released"].map { figure[$0]?.string ?? "" }
                        + ["\(figure["value"]?.number ?? 0)"]
                }
                let texts = releases.map {
                    ["\($0.figure.period)", "\($0.released)", "\($0.figure.value ?? 0)"]
                }
                #expect(found == texts, "\(name) of \(history.series.text)")
            }
        }
    }

    /// Reports cloud of 2026, as released on that day.
    private func report(_ value: Double, released: String, to folded: FoldedLog) throws {
        try folded.report(
            cloud, [("2026", value)], released: Timestamp(day(released)), on: day("2026-10-01"))
    }

    @Test("A figure that repeats one no more, since another came between, stands where it stood")
    func revealed() throws {
        let folded = try firstCase()
        try report(67.3, released: "2026-04-01", to: folded)
        try report(67.3, released: "2026-09-01", to: folded)
        try report(67.9, released: "2026-09-01", to: folded)
        try report(67.7, released: "2026-08-01", to: folded)
        let notify = try RunningNotify(folded)
        let answer = try notify.get("/v1/series/nl.mkb.cloud/NL/size=10-249?vintages=true").json
        let shown = ["figures", "vintages"].map { name in
            (answer[name]?.elements ?? []).filter { $0["period"]?.string == "2026" }
                .compactMap { $0["value"]?.number }
        }
        #expect(shown == [[67.9], [67.3, 67.7, 67.3, 67.9]])
        #expect(answer["latest"]?["value"]?.number == 67.9)
    }

    @Test("A figure in force is of the release that gave it first, also where that came later")
    func earlier() throws {
        let folded = try firstCase()
        let notify = try RunningNotify(folded)
        /// As texts, those in force and all.
        func shown() throws -> [[String]] {
            let answer = try notify.get("/v1/series/nl.mkb.cloud/NL/size=10-249?vintages=true").json
            return ["figures", "vintages"].map { name in
                (answer[name]?.elements ?? []).filter { $0["period"]?.string == "2026" }.map {
                    "\($0["value"]?.number ?? 0) \($0["released"]?.string?.prefix(10) ?? "")"
                }
            }
        }
        try report(67.3, released: "2026-04-01", to: folded)
        try report(67.9, released: "2026-09-01", to: folded)
        try report(67.9, released: "2026-08-01", to: folded)
        let (first, later) = ("67.3 2026-04-01", "67.9 2026-08-01")
        try notify.eventually { try shown() == [[later], [first, later]] }
        try report(67.5, released: "2026-08-15", to: folded)
        let all = [first, later, "67.5 2026-08-15", "67.9 2026-09-01"]
        try notify.eventually { try shown() == [["67.9 2026-09-01"], all] }
        let latest = try notify.get("/v1/series/nl.mkb.cloud/NL/size=10-249").json["latest"]
        #expect(latest?["released"]?.string == "2026-09-01T00:00:00Z")
    }
}

extension FirstCase {
    /// The targets' ids in the order of their bytes.
    static let ids = [
        "nl.bedrijven.gigabit.2030", "nl.mkb.ai.2030", "nl.mkb.basic-level.2030",
        "nl.mkb.cloud.2030", "nl.mkb.data-analytics.2030",
    ]
}
