import HTTP

/// `peil up` from its start until it is ready, on a data directory that has something in it.
func start() -> Comparison {
    Comparison("peil up until it is ready, with 100,000 figures of 10,000 series") {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let first = try PeilProcess(data: data)
        try first.define("bench.start")
        var body = "indicator,area,period,value,size,unit\n"
        for number in 0..<100_000 {
            body +=
                "bench.start,NL,\(2000 + number / 10_000),\(number % 100),s\(number % 10_000),PC\n"
        }
        try first.send(first.request(.post, first.ingest + "/v1/figures", body, type: "text/csv"))
        // Its own end tells that all has been folded and committed.
        first.stop()
        var seconds: [Double] = []
        for _ in 0..<7 {
            let peil = try PeilProcess(data: data)
            seconds.append(peil.startSeconds)
            peil.stop()
        }
        return [Times(seconds).text, "goal: 200 ms"]
    }
}
