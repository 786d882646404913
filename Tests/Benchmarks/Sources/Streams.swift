import Glibc
import Threading

/// An event until it has reached the last of some thousand open streams. Beside it a bare loop that
/// writes as many bytes to as many connections.
func streams() -> Comparison {
    Comparison("an event to the last of 3,000 streams, 30 times") {
        let (folder, count) = (try TemporaryFolder(), 3_000)
        try allowFiles(2 * count + 1_000)
        let peil = try PeilProcess(data: folder.path + "/data")
        try peil.define("bench.streams")
        let idle = peil.memoryKilobytes("VmRSS")
        let listeners = try Listeners(count: count, port: port(of: peil.notify))
        let query = "/v1/events?type=peil.series.updated.v1"
        try listeners.ask("GET \(query) HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n")
        listeners.wait(for: "\r\n\r\n")
        let kilobytes = (peil.memoryKilobytes("VmRSS") - idle) / Double(count)
        var seconds: [Double] = []
        for number in 0..<30 {
            let body = """
                {"reports":[{"indicator":"bench.streams","area":"NL","dimensions":{"size":"a"},\
                "unit":"PC","figures":[{"period":"2025","value":\(number)}]}]}
                """
            let start = monotonicSeconds()
            peil.client.send(peil.request(.post, peil.ingest + "/v1/figures", body)) { _ in }
            listeners.wait(for: "\n\n")
            seconds.append(monotonicSeconds() - start)
        }
        let bare = try bareBroadcasts(count: count, times: 30)
        let ratio = Times(seconds).percentile(50) / bare.percentile(50)
        return [
            "POST until the last has it: \(Times(seconds).text); "
                + "\(kilobytes.rounded(1)) kB a stream",
            "a bare loop of writes: \(bare.text)", "\(ratio.rounded(2)) × in the median",
        ]
    }
}

private func port(of url: String) -> UInt16 {
    url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
}

private func allowFiles(_ count: Int) throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, rlim_t(count)))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

private func bareBroadcasts(count: Int, times: Int) throws -> Times {
    let server = try socketOnLoopback()
    listen(server, 4096)
    let listeners = try Listeners(count: 0, port: 0)
    var ends: [Int32] = []
    for _ in 0..<count {
        try listeners.connect(to: try port(of: server))
        ends.append(accept(server, nil, nil))
    }
    defer { for end in ends + [server] { close(end) } }
    let event = [UInt8](repeating: UInt8(ascii: "x"), count: 600) + Array("\n\n".utf8)
    var seconds: [Double] = []
    for _ in 0..<times {
        let start = monotonicSeconds()
        let writer = Thread(name: "bare") { [ends] in
            for end in ends { _ = send(end, event, event.count, Int32(MSG_NOSIGNAL)) }
        }
        listeners.wait(for: "\n\n")
        seconds.append(monotonicSeconds() - start)
        writer.join()
    }
    return Times(seconds)
}
