import Testing

@testable import Telemetry

@Suite("Metrics") struct MetricsTests {
    @Test("The exposition is Prometheus' text, sorted by name and labels")
    func exposition() {
        let metrics = Metrics()
        let requests = metrics.counters(
            "peil_requests_total", "Requests\nby \\ \"route\".", labels: "route", "status")
        requests["figures", "202"].add(2)
        requests["a\"b\\c\nd", "400"].add()
        metrics.counter("peil_figures_total", "Figures.").add(7)
        metrics.gauge("peil_ready", "Whether ready.").set(0.5)
        metrics.gauge("peil_lag", "Measured.") { .infinity }
        #expect(
            metrics.exposition == #"""
                # HELP peil_figures_total Figures.
                # TYPE peil_figures_total counter
                peil_figures_total 7
                # HELP peil_lag Measured.
                # TYPE peil_lag gauge
                peil_lag +Inf
                # HELP peil_ready Whether ready.
                # TYPE peil_ready gauge
                peil_ready 0.5
                # HELP peil_requests_total Requests\nby \\ "route".
                # TYPE peil_requests_total counter
                peil_requests_total{route="a\"b\\c\nd",status="400"} 1
                peil_requests_total{route="figures",status="202"} 2

                """#)
    }

    @Test("A histogram counts up to and including each bound")
    func histogram() {
        let metrics = Metrics()
        let seconds = metrics.histograms(
            "peil_seconds", "Time.", labels: "step", bounds: [0.1, 1])["fold"]
        for value in [0.05, 0.1, 0.5, 2] { seconds.observe(value) }
        #expect(
            metrics.exposition == """
                # HELP peil_seconds Time.
                # TYPE peil_seconds histogram
                peil_seconds_bucket{step="fold",le="0.1"} 2
                peil_seconds_bucket{step="fold",le="1"} 3
                peil_seconds_bucket{step="fold",le="+Inf"} 4
                peil_seconds_sum{step="fold"} 2.65
                peil_seconds_count{step="fold"} 4

                """)
        #expect(metrics.histogram("peil_other_seconds", "Time.").bounds.last == 10)
    }

    @Test("No increment is lost between threads")
    func threads() async {
        let metrics = Metrics()
        let counters = metrics.counters("peil_total", "Counted.", labels: "x")
        let gauge = metrics.gauge("peil_gauge", "Added.")
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<1000 {
                        counters["a"].add()
                        gauge.add(0.5)
                    }
                }
            }
        }
        #expect(counters["a"].value == 4000)
        #expect(gauge.value == 2000)
    }
}
