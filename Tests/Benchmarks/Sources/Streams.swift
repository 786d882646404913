import Glibc
import Threading

/// An event until it has reached the last of 10,000 open streams. Beside it a bare loop that writes
/// as many bytes to as many connections.
func streams() -> Comparison {
    Comparison("an event to the last of 10,000 streams, 30 times") {
        // The bare loop holds both ends.
        let count = min(10_000, (fileLimit() - 1_000) / 2)
        let own = try broadcasts(count: count, times: 30)
        let bare = try bareBroadcasts(count: count, times: 30)
        let ratio = own.times.percentile(50) / bare.percentile(50)
        return [
            "POST until the last of \(count) has it: \(own.times.text); "
                + "\((own.processorSeconds * 1000).rounded(1)) ms of processor each; "
                + "\(own.kilobytes.rounded(1)) kB a stream",
            "a bare loop of writes: \(bare.text)", "\(ratio.rounded(2)) × in the median",
        ]
    }
}

private func broadcasts(
    count: Int, times: Int
) throws -> (times: Times, processorSeconds: Double, kilobytes: Double) {
    let folder = try TemporaryFolder()
    let peil = try PeilProcess(data: folder.path + "/data")
    try peil.define("bench.streams")
    let idle = peil.memoryKilobytes("VmRSS")
    let listeners = try Listeners(count: count, port: port(of: peil.notify))
    let query = "/v1/events?type=peil.series.updated.v1"
    try listeners.ask("GET \(query) HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n")
    listeners.wait(for: "\r\n\r\n")
    let kilobytes = (peil.memoryKilobytes("VmRSS") - idle) / Double(count)
    var seconds: [Double] = []
    let before = peil.processorSeconds
    for number in 0..<times {
        let body = """
            {"reports":[{"indicator":"bench.streams","area":"NL","dimensions":{"size":"a"},\
            "unit":"PC","figures":[{"period":"2025","value":\(number)}]}]}
            """
        let start = monotonicSeconds()
        peil.client.send(peil.request(.post, peil.ingest + "/v1/figures", body)) { _ in }
        listeners.wait(for: mark)
        seconds.append(monotonicSeconds() - start)
    }
    let processor = (peil.processorSeconds - before) / Double(times)
    return (Times(seconds), processor, kilobytes)
}

/// In each event, and nowhere else.
private let mark = "data:"

private func port(of url: String) -> UInt16 {
    url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
}

/// How many files this process may have open, after asking for more.
private func fileLimit() -> Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(min(limit.rlim_cur, 1 << 20))
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
    let event = [UInt8](repeating: UInt8(ascii: "x"), count: 600) + Array(mark.utf8)
    var seconds: [Double] = []
    for _ in 0..<times {
        let start = monotonicSeconds()
        let writer = Thread(name: "bare") { [ends] in
            for end in ends { _ = send(end, event, event.count, Int32(MSG_NOSIGNAL)) }
        }
        listeners.wait(for: mark)
        seconds.append(monotonicSeconds() - start)
        writer.join()
    }
    return Times(seconds)
}
