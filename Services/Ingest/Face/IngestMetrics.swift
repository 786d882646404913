internal import Telemetry

/// What ingest counts.
struct IngestMetrics: Sendable {
    let reports: Counter
    let figures: Counter
    let refused: Counter
    let definitions: Family<Counter>
    let logFailures: Counter
    let appendSeconds: Histogram
    let requests: RequestMetrics

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
        appendSeconds = metrics.histogram(
            "peil_ingest_append_seconds", "From a batch's append to the log's acknowledgement.")
        requests = RequestMetrics(metrics, of: "ingest")
    }
}
