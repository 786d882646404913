import Foundation
import Messages
import Support
import Testing
import Time

@testable import Ingest

@Suite("The gathering") struct GatheringTests {
    @Test("What moved to disk comes back as what stayed in memory, whatever the bound")
    func spool() throws {
        let directory = try TemporaryDirectory()
        for seed in 0..<20 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let rows = try Self.rows(&random)
            let inMemory = try Self.gather(rows, directory.path, limitBytes: .max)
            let limit = random.within(500...20_000)
            let onDisk = try Self.gather(rows, directory.path, limitBytes: limit)
            #expect(inMemory == onDisk, "seed \(seed), bound \(limit)")
            #expect(inMemory.count > 10)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
    }

    @Test("A series with too many figures says how many were left out, and from where")
    func tooMany() throws {
        let directory = try TemporaryDirectory()
        var gathering = Gathering(.table, directory: directory.path, limitBytes: .max)
        let number = gathering.add(known(try Self.heading("a.b", nil)))
        let period = Array("2024".utf8)
        for line in 1...SentSeries.figureLimit + 3 {
            gathering.add(
                number, at: RowPlace(record: line), period: period.span, value: 1, status: [],
                confidentiality: nil, note: nil)
        }
        var omitted: (count: Int, first: RowPlace)?
        try gathering.eachSeries { series in
            omitted = series.omitted
            return true
        }
        #expect(omitted?.count == 3)
        #expect(omitted?.first.record == SentSeries.figureLimit + 1)
    }

    @Test("Headings that have no rows make room too")
    func headingsAlone() throws {
        let directory = try TemporaryDirectory()
        var gathering = Gathering(.table, directory: directory.path, limitBytes: 20_000)
        for number in 0..<1_000 {
            _ = gathering.add(try Self.heading("a.b\(number)", nil))
            if gathering.isFull { try gathering.spill() }
            let (isFull, isSpooled) = (gathering.isFull, gathering.isSpooled)
            #expect(!isFull && !isSpooled)
        }
    }

    private struct Row {
        let heading: Heading
        let period: String
        let value: Double?
        let note: String?
    }

    private static func heading(_ code: String, _ released: Int64?) throws -> Heading {
        Heading(
            series: Series(
                indicator: try IndicatorCode(code), area: try Area("NL"),
                dimensions: try Dimensions([("size", "10-249"), ("nace", "C")])),
            unit: released == nil ? nil : "PC",
            released: released.map { Timestamp(milliseconds: $0) }, source: "a source")
    }

    private static func rows(_ random: inout SplitMix64) throws -> [Row] {
        let codes = (0..<30).map { "x.n\($0)" }
        return try (0..<400).map { _ in
            let released: Int64? = random.chance(30) ? Int64(random.below(3)) : nil
            return Row(
                heading: try heading(random.pick(codes), released),
                period: "\(2000 + random.below(25))",
                value: random.chance(10) ? nil : Double(random.below(100)) / 4,
                note: random.chance(20) ? "a note, ünlike others" : nil)
        }
    }

    /// All that a gathering gives, as text; a part's rows in the order in which they came.
    private static func gather(
        _ rows: [Row], _ directory: String, limitBytes: Int
    ) throws -> [String] {
        var gathering = Gathering(.table, directory: directory, limitBytes: limitBytes)
        for (index, row) in rows.enumerated() {
            let heading = gathering.add(row.heading)
            let period = row.period
            gathering.add(
                heading, at: RowPlace(record: index), period: period.utf8.span, value: row.value,
                status: .provisional, confidentiality: nil, note: row.note)
            if gathering.isFull { try gathering.spill() }
        }
        #expect(gathering.isSpooled == (limitBytes < .max))
        var all: [String] = []
        try gathering.eachSeries { series in
            for part in series.parts {
                for figure in part.figures { all.append("\(part.heading) \(figure)") }
            }
            return true
        }
        return all
    }
}
