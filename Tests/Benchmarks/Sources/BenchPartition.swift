import JSON
import Log
import Messages
import Time

/// The records of one partition, their bytes in one piece.
struct BenchPartition {
    let batch: Batch
    static let log = LogID(0x3f9c_2a71)

    init(figures: Int, reports: Int, series: Int) {
        var batch = Batch()
        var writer = Writer()
        func add(_ update: Update) {
            writer.reset()
            UpdateEvent(id: "u", time: Self.start, update: update).encode(into: &writer)
            let key = Array("bench.compute".utf8)
            do {
                try batch.add(to: Partition(.updates, 0), key: key.span, value: writer.bytes)
            } catch { preconditionFailure("\(error)") }
        }
        do {
            let code = try IndicatorCode("bench.compute")
            add(
                .indicatorDefined(
                    try Indicator(
                        code: code, name: LocalizedText([.init(language: "en", text: "bench")]),
                        unit: "PC", frequency: .annual, minimum: 0, maximum: 100,
                        dimensions: ["size"])))
            for number in 0..<reports {
                // Each round over the series brings the next years, so that series grow.
                let (round, index) = (number / series, number * 7919 % series)
                let values = try (0..<figures).map { place in
                    try Figure(
                        period: .year(1900 + (round * figures + place) % 120),
                        value: Double((number * 31 + place * 7) % 1000) / 10, status: .normal)
                }.sorted { $0.period < $1.period }
                let received = Self.start.adding(milliseconds: Int64(number))
                add(
                    .figuresReported(
                        Report(
                            series: Series(
                                indicator: code, area: try Area("NL"),
                                dimensions: try Dimensions([("size", "s\(index)")])),
                            unit: "PC", source: "bench", received: received,
                            released: received, submission: "s-\(number)", figures: values)))
            }
        } catch { preconditionFailure("\(error)") }
        self.batch = batch
    }

    private static let start = Timestamp(milliseconds: 1_780_000_000_000)
}
