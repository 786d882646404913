public import Telemetry

/// What compute counts and measures; made once a process.
public final class ComputeMetrics: Sendable {
    let records: Counter
    let dropped: Counter
    let holes: Counter
    let events: Counter
    let rejects: Counter
    let commits: Counter
    let commitRows: Counter
    let commitSeconds: Histogram
    let retakes: Counter
    let rebuilds: Counter
    let quarantined: Counter
    let alarms: Family<Gauge>
    let lag: Family<Gauge>
    let series: Family<Gauge>

    public init(_ metrics: Metrics) {
        records = metrics.counter("peil_compute_records_total", "Records of updates folded.")
        dropped = metrics.counter(
            "peil_compute_dropped_records_total", "Records that came again and were dropped.")
        holes = metrics.counter(
            "peil_compute_hole_offsets_total", "Offsets of updates without a record of ours.")
        events = metrics.counter(
            "peil_compute_events_total", "Outcomes and answers appended, repeats included.")
        rejects = metrics.counter("peil_compute_rejects_total", "Rejects appended.")
        commits = metrics.counter("peil_compute_commits_total", "Transactions committed.")
        commitRows = metrics.counter("peil_compute_commit_rows_total", "Rows committed.")
        commitSeconds = metrics.histogram(
            "peil_compute_commit_seconds", "How long a commit takes.")
        retakes = metrics.counter(
            "peil_compute_retakes_total", "Returns to the committed state after a failure.")
        rebuilds = metrics.counter(
            "peil_compute_rebuilds_total", "Files removed to be built again from the log.")
        quarantined = metrics.counter(
            "peil_compute_quarantined_files_total", "Damaged files moved aside.")
        alarms = metrics.gauges(
            "peil_compute_alarm", "1 where a partition is stopped until a person has looked.",
            labels: "partition")
        lag = metrics.gauges(
            "peil_compute_lag_records", "Records of updates that are not folded yet.",
            labels: "partition")
        series = metrics.gauges(
            "peil_compute_series", "Series of a partition.", labels: "partition")
    }
}
