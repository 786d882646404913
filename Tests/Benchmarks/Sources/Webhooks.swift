import CBare
import HTTP

/// Webhooks a second to a receiver that takes all, signed, logged and durable; beside it libcurl's
/// multi interface posting as many bytes in a loop.
func webhooks() -> Comparison {
    Comparison("20,000 webhooks, replayed") {
        let (folder, count) = (try TemporaryFolder(), 20_000)
        let (peil, receiver) = (try PeilProcess(data: folder.path + "/data"), try Receiver())
        try peil.define("bench.webhooks")
        var body = "indicator,area,period,value,size,unit\n"
        for number in 0..<count { body += "bench.webhooks,NL,2025,\(number % 100),s\(number),PC\n" }
        try peil.send(peil.request(.post, peil.ingest + "/v1/figures", body, type: "text/csv"))
        let made = try peil.send(
            peil.request(
                .post, peil.notify + "/v1/subscriptions",
                """
                {"url":"\(receiver.url)","rate":100000,"concurrency":64,
                "filter":{"types":["peil.series.updated.v1"]}}
                """))
        let id = made["id"]?.string ?? ""
        let before = peil.processorSeconds
        let start = monotonicSeconds()
        // Those of now may come by themselves, behind the cursor of the subscription.
        let replay = peil.notify + "/v1/subscriptions/\(id)/replay"
        try peil.send(peil.request(.post, replay, "{\"since\":\"2020-01-01T00:00:00Z\"}"))
        let last = receiver.wait(for: count)[count - 1]
        let rate = Double(count) / (last - start)
        let processor = peil.processorSeconds - before
        let bare = try barePosts(count)
        return [
            "peil up: \(rate.grouped)/s, \((processor * 1e6 / Double(count)).rounded(0)) µs of "
                + "processor each",
            "libcurl's multi interface: \(bare.grouped)/s",
            "\((100 * rate / bare).rounded(1)) %",
        ]
    }
}

/// As many posts of 600 bytes, 64 at a time.
private func barePosts(_ count: Int) throws -> Double {
    let receiver = try Receiver()
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 600)
    let start = monotonicSeconds()
    let taken = bare_posts(receiver.url, body, body.count, count, 64)
    precondition(taken == count, "\(taken) of \(count) were taken")
    return Double(count) / (receiver.wait(for: count)[count - 1] - start)
}
