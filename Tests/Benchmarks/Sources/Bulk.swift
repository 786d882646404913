import Foundation
import HTTP
import LocalLog
import Log
import Threading

/// A long CSV file, from the first byte that is sent to the answer: by then all is on the log.
/// Beside it the same number of records appended to a local log, with nobody in between.
func bulk() -> Comparison {
    Comparison("a CSV file of 500,000 figures of 50,000 series") {
        let folder = try TemporaryFolder()
        let peil = try PeilProcess(data: folder.path + "/data")
        try peil.define("bench.bulk")
        let body = csv(series: 50_000, years: 10)
        let idle = peil.memoryKilobytes("VmRSS")
        let before = peil.processorSeconds
        let start = monotonicSeconds()
        let request = peil.request(.post, peil.ingest + "/v1/figures", body, type: "text/csv")
        let answer = try peil.send(request)
        let seconds = monotonicSeconds() - start
        let processor = peil.processorSeconds - before
        let reports = Int(answer["reports"]?.number ?? 0)
        let peak = peil.memoryKilobytes("VmHWM")
        peil.stop()
        let bare = try bareAppends(reports, folder.path + "/bare")
        let megabytes = Double(body.utf8.count) / 1e6
        return [
            "\((megabytes / seconds).rounded(1)) MB/s, \((500_000 / seconds).grouped) rows/s, "
                + "\((processor * 1e6 / 500_000).rounded(2)) µs of processor a row; "
                + "\(((peak - idle) / 1000).rounded(1)) MB above idle",
            "\((Double(reports) / seconds).grouped) records/s; the local log alone: "
                + "\((Double(reports) / bare).grouped)/s",
            "\((100 * bare / seconds).rounded(1)) %",
        ]
    }
}

func csv(series: Int, years: Int) -> String {
    var text = "indicator,area,period,value,size,unit\n"
    text.reserveCapacity(series * years * 50)
    for number in 0..<series {
        for year in 0..<years {
            text += "bench.bulk,NL,\(2000 + year),\(number % 100).\(year),s\(number),PC\n"
        }
    }
    return text
}

/// The seconds in which a log takes so many records of a report's length, a thousand at a time.
private func bareAppends(_ count: Int, _ directory: String) throws -> Double {
    let log = try LocalLog(directory: directory, partitions: 12)
    defer { log.close() }
    let (key, value) = (Array("bench.bulk".utf8), [UInt8](repeating: UInt8(ascii: "x"), count: 800))
    let waiting = Monitor(0)
    let start = monotonicSeconds()
    for first in stride(from: 0, to: count, by: 1000) {
        var batch = Batch()
        for _ in first..<min(first + 1000, count) {
            try batch.add(to: Partition(.updates, 3), key: key.span, value: value.span)
        }
        // A few at a time, as ingest does.
        waiting.wait { $0 < 8 ? ($0 += 1) : nil }
        log.append(batch) { result in
            guard case .success = result else { fatalError("\(result)") }
            waiting.with { $0 -= 1 }
        }
    }
    waiting.wait { $0 == 0 ? () : nil }
    return monotonicSeconds() - start
}
