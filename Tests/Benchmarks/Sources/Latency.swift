import Glibc
import HTTP
import Store
import Threading

/// From the POST of a figure until its webhook is there, on an idle `peil up`. The way has two
/// commits that wait for the medium, and a POST at each end.
func latency() -> Comparison {
    Comparison("POST to webhook receipt, idle, 300 times") {
        let folder = try TemporaryFolder()
        let peil = try PeilProcess(data: folder.path + "/data")
        let bare = try BareWay(folder)
        let (times, bareTimes) = try journeys(of: peil, beside: bare.go)
        let ratio = times.percentile(50) / bareTimes.percentile(50)
        return [
            "peil up: \(times.text)",
            "two commits by SQLite and a POST to a bare server: \(bareTimes.text)",
            "\(ratio.rounded(2)) × in the median",
        ]
    }
}

/// The same on three idle services on Kafka. The way goes over the log twice, and ends with a POST.
func kafkaLatency() -> Comparison {
    .onKafka("POST to webhook receipt on Kafka, idle, 300 times") { node in
        let folder = try TemporaryFolder()
        let peil = try PeilProcess(on: node, "latency.", data: folder.path + "/data")
        let (bare, once) = (try BareKafkaWay(node), Monitor<[Double]>([]))
        let (times, bareTimes) = try journeys(of: peil) {
            let trip = bare.trip()
            once.with { $0.append(trip) }
            return try bare.go()
        }
        let trips = Times(once.with { Array($0.dropFirst(20)) })
        return [
            "peil ingest, compute, notify: \(times.text)",
            "two round trips by librdkafka and a POST to a bare server: \(bareTimes.text)",
            "one round trip, produced until consumed: \(trips.text)",
            "\((times.percentile(50) / bareTimes.percentile(50)).rounded(2)) × in the median, "
                + "\((times.percentile(99) / bareTimes.percentile(99)).rounded(2)) × in p99",
        ]
    }
}

/// Posts figures one after the other, in turns with what is done bare, and tells what each took.
private func journeys(
    of peil: PeilProcess, beside bare: () throws -> Double
) throws -> (Times, bare: Times) {
    let receiver = try Receiver()
    try peil.define("bench.latency")
    try peil.send(
        peil.request(
            .post, peil.notify + "/v1/subscriptions",
            """
            {"url":"\(receiver.url)","rate":100000,"concurrency":8,
            "filter":{"types":["peil.series.updated.v1"]}}
            """))
    var (seconds, bareSeconds): ([Double], [Double]) = ([], [])
    for number in 0..<320 {
        let start = monotonicSeconds()
        try peil.send(
            peil.request(.post, peil.ingest + "/v1/figures", report(value: Double(number % 100))))
        let received = receiver.wait(for: number + 1)[number] - start
        let bareReceived = try bare()
        // The first ones make connections.
        if number >= 20 {
            seconds.append(received)
            bareSeconds.append(bareReceived)
        }
        usleep(3_000)
    }
    return (Times(seconds), Times(bareSeconds))
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

/// Twice from producing a record until it is consumed, and a POST.
private struct BareKafkaWay {
    private let appender: BareAppender
    private let reader: BareReader
    private let receiver: Receiver
    private let client = Client(ClientConfiguration(policy: .any))
    private let row = [UInt8](repeating: UInt8(ascii: "x"), count: 400)

    init(_ node: KafkaNode) throws {
        receiver = try Receiver()
        try node.log("bare.").close()
        appender = BareAppender(node.server, "bare.outcomes", lingerMilliseconds: 0)
        reader = BareReader(node.server, "bare.outcomes", atOnce: 1)
    }

    /// The seconds of one trip.
    func trip() -> Double {
        let start = monotonicSeconds()
        row.withUnsafeBytes { bytes in
            appender.add(key: UnsafeRawBufferPointer(rebasing: bytes[..<10]), bytes)
            appender.send()
        }
        var arrived = 0
        while arrived == 0 { reader.forEach { _, _ in arrived += 1 } }
        return monotonicSeconds() - start
    }

    func go() throws -> Double {
        let start = monotonicSeconds()
        for _ in 0..<2 { _ = trip() }
        _ = try client.send(ClientRequest(.post, receiver.url, body: row))
        return monotonicSeconds() - start
    }
}
