internal import HTTP
internal import Telemetry

/// What ingest counts.
struct IngestMetrics: Sendable {
    let reports: Counter
    let figures: Counter
    let refused: Counter
    let definitions: Family<Counter>
    let logFailures: Counter
    private let requests: Family<Counter>
    private let seconds: Family<Histogram>

    init(_ metrics: Metrics) {
        reports = metrics.counter("peil_ingest_reports_total", "Reports published.")
        figures = metrics.counter("peil_ingest_figures_total", "Figures published.")
        refused = metrics.counter(
            "peil_ingest_submissions_refused_total", "Submissions that broke rules.")
        definitions = metrics.counters(
            "peil_ingest_definitions_total", "Definitions by what became of them.",
            labels: "result")
        logFailures = metrics.counter(
            "peil_ingest_log_failures_total", "Requests that the log did not take.")
        requests = metrics.counters(
            "peil_ingest_requests_total", "Requests answered.", labels: "route", "status")
        seconds = metrics.histograms(
            "peil_ingest_request_duration_seconds", "From a request's head to its answer.",
            labels: "route")
    }

    func observe(_ access: ServerConfiguration.AccessRecord) {
        requests[access.route, String(access.status)].add()
        seconds[access.route].observe(access.seconds)
    }
}
