import Glibc
import Telemetry

/// What it costs to be observed.
func telemetryBenchmarks() -> [Benchmark] {
    let devNull = open("/dev/null", O_WRONLY)
    let logger = Logger(
        component: "bench", level: .info, format: .json, to: LogOutput(descriptor: devNull))
    let metrics = Metrics()
    let counter = metrics.counter("peil_bench_total", "Counted.")
    let seconds = metrics.histogram("peil_bench_seconds", "Measured.")
    let requests = metrics.counters("peil_bench_requests_total", "By label.", labels: "status")
    return [
        Benchmark("a log call below the level", times: 1_000_000) {
            logger.debug("folded", ["partition": 3, "offset": 1041])
        },
        Benchmark("a log line in JSON, written", times: 10_000) {
            logger.info("folded", ["partition": 3, "offset": 1041])
        },
        Benchmark("a counter", times: 1_000_000) { counter.add() },
        Benchmark("a histogram", times: 1_000_000) { seconds.observe(0.003) },
        Benchmark("a counter found by its label", times: 100_000) { requests["202"].add() },
        Benchmark("a traceparent read, a child written", times: 100_000) {
            let parent = TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            precondition(parent?.child().description.isEmpty == false)
        },
    ]
}
