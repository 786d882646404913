import Foundation
import HTTP

/// The same file taken by an ingest alone, onto Kafka. Beside it kcat, which makes a record of each
/// line and looks at none.
func bulkOnKafka() -> Comparison {
    .onKafka("a CSV file of 500,000 figures of 50,000 series, onto Kafka") { node in
        let folder = try TemporaryFolder()
        let data = folder.path + "/ingest"
        // Makes the token.
        try PeilProcess(data: data).stop()
        let settings = ["--kafka.bootstrap.servers", node.server]
        let ingest = try PeilProcess("ingest", data: data, settings)
        let compute = try PeilProcess(
            "compute", data: folder.path + "/compute", token: data, settings)
        try ingest.define("bench.bulk")
        compute.stop()
        let text = csv(series: 50_000, years: 10)
        let file = folder.path + "/figures.csv"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let kcat = "kcat -P -b \(node.server) -t lines -l \(file)"
        try node.makeTopic("lines")

        let idle = ingest.memoryKilobytes("VmRSS")
        let request = ingest.request(.post, ingest.ingest + "/v1/figures", text, type: "text/csv")
        let before = ingest.processorSeconds
        var (seconds, bare): ([Double], [Double]) = ([], [])
        for _ in 0..<3 {
            let start = monotonicSeconds()
            try ingest.send(request)
            seconds.append(monotonicSeconds() - start)
            bare.append(try run(kcat))
        }
        let peak = ingest.memoryKilobytes("VmHWM")
        let processor = ingest.processorSeconds - before
        let (median, bareMedian) = (Times(seconds).percentile(50), Times(bare).percentile(50))
        let megabytes = Double(text.utf8.count) / 1e6
        return [
            "\((megabytes / median).rounded(1)) MB/s, \((500_000 / median).grouped) rows/s, "
                + "\((processor * 1e6 / 1_500_000).rounded(2)) µs of processor a row; "
                + "\(((peak - idle) / 1000).rounded(1)) MB above idle",
            "kcat -P -l: \((500_000 / bareMedian).grouped) rows/s",
            "\((100 * bareMedian / median).rounded(1)) %",
        ]
    }
}
