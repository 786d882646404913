import Foundation
import JSON
import Support
import Testing

@Suite(
    "Real series through the whole system", .onThreads,
    .enabled(if: PublishedFile.areAllPresent, PublishedFile.absence))
struct PublishedSeriesTests {
    @Test("The Commission's trajectories come back from two of their own points, to a millionth")
    func trajectories() throws {
        let directory = try TemporaryDirectory()
        let peil = try PeilProcess(data: directory.path)
        let running = try peil.ready()
        try follow(
            "eu.5g", unit: "PC_HH", maximum: 100,
            members: #""value":99.9,"method":"logistic""#,
            try DigitalDecadeFact.trajectory("dd_5gc", "dd_baseline_2023"), from: 2021, running)
        try follow(
            "eu.ict-specialists", unit: "NR", maximum: nil,
            members: #""value":20,"method":"linear""#,
            try DigitalDecadeFact.trajectory("dd_ictspec", "dd_baseline_2023"), from: 2011,
            running)
        #expect(peil.stop() == 0)
    }

    /// Pushes a trajectory's points of `first` and 2022, and holds the projections to each later
    /// year against the others.
    private func follow(
        _ code: String, unit: String, maximum: Double?, members: String,
        _ trajectory: [Int: Double], from first: Int, _ running: PeilProcess.Running
    ) throws {
        try define(code, unit: unit, maximum: maximum, running.ingest)
        for year in 2023...2030 {
            let deadline = #""direction":"at_least","area":"EU","deadline":"\#(year)""#
            try target("\(code).\(year)", "\(members),\(deadline)", running.ingest)
        }
        var series = PublishedSeries(indicator: code, area: "EU")
        for year in [first, 2022] {
            series.figures[year] = .init(value: try #require(trajectory[year]))
        }
        let before = try running.notify.events("peil.series.updated.v1").count
        try running.ingest.push(
            csv: PublishedSeries.csv([series], unit: unit, released: "2023-09-27"))
        try running.notify.waitForUpdates(before + 1)
        let progress = try progress(running.notify)
        for year in 2023...2030 {
            let assessment = progress["\(code).\(year) \(code)/EU"]
            let projection = try #require(assessment?["projection"]?.number)
            let expected = try #require(trajectory[year])
            #expect(abs(projection - expected) <= 1e-6, "\(code) \(year)")
        }
    }

    @Test("Enterprises by digital intensity: every area and level is assessed, breaks and all")
    func digitalIntensity() throws {
        let all = try PublishedSeries.digitalIntensity()
        #expect(all.count > 60)
        let directory = try TemporaryDirectory()
        let peil = try PeilProcess(data: directory.path)
        let running = try peil.ready()
        try define(
            "eu.dii", unit: "PC_ENT", maximum: 100, dimensions: #","dimensions":["level"]"#,
            running.ingest)
        try target(
            "eu.dii.line", #""value":50,"direction":"at_least","deadline":"2030","area":"*""#,
            running.ingest)
        try target(
            "eu.dii.high",
            #""value":10,"direction":"at_least","deadline":"2030","area":"*","acrossBreaks":true,"#
                + #""dimensions":{"level":"VHI"}"#, running.ingest)
        try running.ingest.push(
            csv: PublishedSeries.csv(all, unit: "PC_ENT", released: "2025-04-08"))
        try running.notify.waitForUpdates(all.count)
        let progress = try progress(running.notify)
        #expect(
            progress.count == all.count + all.count { $0.dimensions[0].value == "VHI" })
        for series in all {
            let line = ExpectedProgress(
                lineOf: series, to: 50, by: 2030, acrossBreaks: false)
            expect(progress["eu.dii.line \(series.id)"], line, series.id)
            guard series.dimensions[0].value == "VHI" else { continue }
            let high = ExpectedProgress(lineOf: series, to: 10, by: 2030, acrossBreaks: true)
            expect(progress["eu.dii.high \(series.id)"], high, series.id)
        }
        let broken = progress.values.count { $0["reason"]?.string == "break" }
        let across = progress.values.count { $0["acrossBreak"]?.boolean == true }
        #expect(broken >= 2)
        #expect(across >= 1)
        #expect(peil.stop() == 0)
    }

    @Test("Deficit and debt of twenty years, by three methods")
    func deficitAndDebt() throws {
        let deficit = try PublishedSeries.government("B9", as: "eu.deficit")
        let debt = try PublishedSeries.government("GD", as: "eu.debt")
        let directory = try TemporaryDirectory()
        let peil = try PeilProcess(data: directory.path)
        let running = try peil.ready()
        for code in ["eu.deficit", "eu.debt"] { try define(code, unit: "PC_GDP", running.ingest) }
        let by2020 = #""deadline":"2020","area":"*""#
        try target(
            "eu.deficit.line", #""value":-3,"direction":"at_least",\#(by2020)"#, running.ingest)
        try target(
            "eu.debt.growth",
            #""value":60,"direction":"at_most","method":"cagr","baseline":"2009",\#(by2020)"#,
            running.ingest)
        try target(
            "eu.debt.trend", #""value":60,"direction":"at_most","method":"trend",\#(by2020)"#,
            running.ingest)
        try running.ingest.push(
            csv: PublishedSeries.csv(deficit + debt, unit: "PC_GDP", released: "2015-10-21"))
        try running.notify.waitForUpdates(deficit.count + debt.count)
        let progress = try progress(running.notify)
        #expect(progress.count == deficit.count + 2 * debt.count)
        for series in deficit {
            let line = ExpectedProgress(
                lineOf: series, to: -3, by: 2020, acrossBreaks: false)
            expect(progress["eu.deficit.line \(series.id)"], line, series.id)
        }
        for series in debt {
            let growth = ExpectedProgress(growthOf: series, from: 2009, downTo: 60, by: 2020)
            expect(progress["eu.debt.growth \(series.id)"], growth, series.id)
            let trend = ExpectedProgress(trendOf: series, downTo: 60, by: 2020)
            expect(progress["eu.debt.trend \(series.id)"], trend, series.id)
        }
        #expect(peil.stop() == 0)
    }
}

extension PublishedSeriesTests {
    /// Holds what the system says against what the document's formulas give.
    private func expect(_ assessment: Value?, _ expected: ExpectedProgress, _ id: String) {
        #expect(assessment?["category"]?.string == expected.category, "\(id)")
        for (name, number) in [
            ("ratio", expected.ratio), ("deviation", expected.deviation),
            ("score", expected.score),
        ] {
            let found = assessment?[name]?.number
            #expect((found == nil) == (number == nil), "\(name) of \(id)")
            let difference = abs((found ?? 0) - (number ?? 0))
            #expect(difference <= 1e-8 * max(1, abs(number ?? 0)), "\(name) of \(id)")
        }
    }
}

extension PublishedSeriesTests {
    private func define(
        _ code: String, unit: String, maximum: Double? = nil, dimensions: String = "",
        _ ingest: Face
    ) throws {
        let bound = maximum.map { #","maximum":\#($0)"# } ?? ""
        try ingest.set(
            "/v1/indicators/\(code)",
            #"{"code":"\#(code)","name":{"en":"\#(code)"},"unit":"\#(unit)""#
                + #","frequency":"A"\#(bound)\#(dimensions)}"#)
    }

    private func target(_ id: String, _ members: String, _ ingest: Face) throws {
        let indicator = id.split(separator: ".").dropLast().joined(separator: ".")
        try ingest.set(
            "/v1/targets/\(id)", #"{"id":"\#(id)","indicator":"\#(indicator)",\#(members)}"#)
    }

    /// Assessments by target and series.
    private func progress(_ notify: Face) throws -> [String: Value] {
        var progress: [String: Value] = [:]
        for entry in try notify.list("/v1/progress", "progress") {
            let series = entry["series"]
            let dimensions = (series?["dimensions"]?.members ?? []).map {
                "\($0.name)=\($0.value.string ?? "")"
            }
            let parts =
                [series?["indicator"]?.string, series?["area"]?.string].compactMap { $0 }
                + (dimensions.isEmpty ? [] : [dimensions.joined(separator: ";")])
            let target = entry["target"]?["id"]?.string ?? ""
            progress["\(target) \(parts.joined(separator: "/"))"] = entry["assessment"]
        }
        return progress
    }
}
