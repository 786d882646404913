import CBare
import HTTP

/// Webhooks a second to a receiver that takes all, signed, logged and durable: as their figures are
/// published, then replayed, when nothing else is done. Beside it libcurl's multi interface posting
/// the bytes of the first one in a loop.
func webhooks() -> Comparison {
    Comparison("20,000 webhooks") {
        let (folder, count) = (try TemporaryFolder(), 20_000)
        let (peil, receiver) = (try PeilProcess(data: folder.path + "/data"), try Receiver())
        try peil.define("bench.webhooks")
        let made = try peil.send(
            peil.request(
                .post, peil.notify + "/v1/subscriptions",
                """
                {"url":"\(receiver.url)","rate":100000,"concurrency":64,
                "filter":{"types":["peil.series.updated.v1"]}}
                """))
        var body = "indicator,area,period,value,size,unit\n"
        for number in 0..<count { body += "bench.webhooks,NL,2025,\(number % 100),s\(number),PC\n" }
        let figures = peil.request(.post, peil.ingest + "/v1/figures", body, type: "text/csv")
        let live = try measure(count, receiver, peil) { try peil.send(figures) }

        let id = made["id"]?.string ?? ""
        let replay = peil.request(
            .post, peil.notify + "/v1/subscriptions/\(id)/replay",
            "{\"since\":\"2020-01-01T00:00:00Z\"}")
        let replayed = try measure(count, receiver, peil) { try peil.send(replay) }
        let bare = try barePosts(count, of: receiver.first)
        return [
            "peil up, published and delivered: \(live.text)",
            "peil up, replayed: \(replayed.text)",
            "libcurl's multi interface: \(bare.grouped)/s",
            "\((100 * live.perSecond / bare).rounded(1)) % as they are published, "
                + "\((100 * replayed.perSecond / bare).rounded(1)) % replayed",
        ]
    }
}

private struct Deliveries {
    let perSecond: Double
    /// For which Peil had the processor, each.
    let microseconds: Double

    var text: String {
        "\(perSecond.grouped)/s, \(microseconds.rounded(0)) µs of processor each"
    }
}

/// `count` deliveries more, which `body` begins.
private func measure(
    _ count: Int, _ receiver: Receiver, _ peil: PeilProcess, _ body: () throws -> Void
) throws -> Deliveries {
    let goal = receiver.count + count
    let (start, before) = (monotonicSeconds(), peil.processorSeconds)
    try body()
    let last = receiver.wait(for: goal)[goal - 1]
    return Deliveries(
        perSecond: Double(count) / (last - start),
        microseconds: (peil.processorSeconds - before) * 1e6 / Double(count))
}

/// Posts of the same head and body, 64 at a time.
private func barePosts(_ count: Int, of webhook: Request) throws -> Double {
    let receiver = try Receiver()
    let own: Set = ["host", "accept", "content-length"]
    let lines = webhook.headers.pairs.filter { !own.contains($0.name) }
        .map { "\($0.name): \($0.value)\n" }.joined()
    let start = monotonicSeconds()
    let taken = bare_posts(receiver.url, lines, webhook.body, webhook.body.count, count, 64)
    precondition(taken == count, "\(taken) of \(count) were taken")
    return Double(count) / (receiver.wait(for: count)[count - 1] - start)
}
