import JSON
import Log
import Messages
import Time

/// The records of one partition, their bytes in one piece.
struct BenchPartition {
    private(set) var batch = Batch()
    static let log = LogID(0x3f9c_2a71)

    init(figures: Int, reports: Int, series: Int) {
        Self.forEach(figures: figures, reports: reports, series: series) { record in
            do throws(LogError) {
                try batch.add(to: Partition(.updates, 0), key: record.key, value: record.value)
            } catch { preconditionFailure("\(error)") }
        }
    }

    /// Hands over a definition, then reports of so many figures each.
    static func forEach(
        figures: Int, reports: Int, series: Int, _ body: (borrowing Record) -> Void
    ) {
        var writer = Writer()
        let key = Array(code.utf8)
        for number in 0...reports {
            writer.reset()
            do throws(ValidationError) {
                let update =
                    number == 0
                    ? try definition() : try report(number - 1, figures: figures, series: series)
                UpdateEvent(id: "u", time: start, update: update).encode(into: &writer)
            } catch { preconditionFailure("\(error)") }
            body(Record(offset: Int64(number), key: key.span, value: writer.bytes))
        }
    }

    private static let code = "bench.compute"
    private static let start = Timestamp(milliseconds: 1_780_000_000_000)

    private static func definition() throws(ValidationError) -> Update {
        .indicatorDefined(
            try Indicator(
                code: try IndicatorCode(code),
                name: LocalizedText([.init(language: "en", text: "bench")]), unit: "PC",
                frequency: .annual, minimum: 0, maximum: 100, dimensions: ["size"]))
    }

    /// Each round over the series brings the next years, so that series grow, and other values.
    private static func report(
        _ number: Int, figures count: Int, series: Int
    ) throws(ValidationError) -> Update {
        let (round, index) = (number / series, number * 7919 % series)
        var figures: [Figure] = []
        for place in 0..<count {
            figures.append(
                try Figure(
                    period: .year(1900 + (round * count + place) % 120),
                    value: Double((number * 31 + round + place * 7) % 1000) / 10, status: .normal))
        }
        figures.sort { $0.period < $1.period }
        let received = start.adding(milliseconds: Int64(number))
        return .figuresReported(
            Report(
                series: Series(
                    indicator: try IndicatorCode(code), area: try Area("NL"),
                    dimensions: try Dimensions([("size", "s\(index)")])),
                unit: "PC", source: "bench", received: received, released: received,
                submission: "s-\(number)", figures: figures))
    }
}
