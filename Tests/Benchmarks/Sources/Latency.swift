import Glibc
import HTTP
import Store

/// From the POST of a figure until its webhook is there, on an idle `peil up`. The way has two
/// commits that wait for the medium, and a POST at each end.
func latency() -> Comparison {
    Comparison("POST to webhook receipt, idle, 300 times") {
        let folder = try TemporaryFolder()
        let (peil, receiver) = (try PeilProcess(data: folder.path + "/data"), try Receiver())
        try peil.define("bench.latency")
        try peil.send(
            peil.request(
                .post, peil.notify + "/v1/subscriptions",
                """
                {"url":"\(receiver.url)","rate":100000,"concurrency":8,
                "filter":{"types":["peil.series.updated.v1"]}}
                """))
        let bare = try BareWay(folder)
        var (seconds, bareSeconds): ([Double], [Double]) = ([], [])
        for number in 0..<320 {
            let start = monotonicSeconds()
            try peil.send(
                peil.request(
                    .post, peil.ingest + "/v1/figures", report(value: Double(number % 100))))
            let received = receiver.wait(for: number + 1)[number] - start
            let bareReceived = try bare.go()
            // The first ones make connections.
            if number >= 20 {
                seconds.append(received)
                bareSeconds.append(bareReceived)
            }
            usleep(3_000)
        }
        let (times, bareTimes) = (Times(seconds), Times(bareSeconds))
        let ratio = times.percentile(50) / bareTimes.percentile(50)
        return [
            "peil up: \(times.text)",
            "two commits by SQLite and a POST to a bare server: \(bareTimes.text)",
            "\(ratio.rounded(2)) × in the median",
        ]
    }
}

private func report(value: Double) -> String {
    """
    {"reports":[{"indicator":"bench.latency","area":"NL","dimensions":{"size":"10-249"},\
    "unit":"PC","figures":[{"period":"2025","value":\(value)}]}]}
    """
}

/// Two commits and a POST, by the same means.
private struct BareWay {
    private let database: Database
    private let insert: Statement
    private let receiver = Result { try Receiver() }
    private let client = Client(ClientConfiguration(policy: .any))
    private let row = [UInt8](repeating: UInt8(ascii: "x"), count: 400)

    init(_ folder: TemporaryFolder) throws {
        database = try Database(
            path: folder.path + "/bare.sqlite",
            Database.Settings(synchronous: .full, checkpointPages: 4000))
        try database.execute("CREATE TABLE t(value)")
        insert = try database.prepare("INSERT INTO t VALUES(?1)")
    }

    /// The seconds it took.
    func go() throws -> Double {
        let receiver = try receiver.get()
        let start = monotonicSeconds()
        for _ in 0..<2 {
            try database.transaction { () throws(StoreError) in
                try insert.run(binding: row.span, at: 1)
            }
        }
        _ = try client.send(ClientRequest(.post, receiver.url, body: row))
        return monotonicSeconds() - start
    }
}
