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
    let appendSeconds: Histogram
    let retakes: Counter
    let rebuilds: Counter
    let quarantined: Counter
    /// Partitions of the log, whoever owns them.
    let partitions: Gauge
    // Of the partitions that this process owns.
    private let alarms: Family<Gauge>
    private let lag: Family<Gauge>
    private let series: Family<Gauge>

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
        appendSeconds = metrics.histogram(
            "peil_compute_append_seconds", "From a batch's append to the log's acknowledgement.")
        retakes = metrics.counter(
            "peil_compute_retakes_total", "Returns to the committed state after a failure.")
        rebuilds = metrics.counter(
            "peil_compute_rebuilds_total", "Files removed to be built again from the log.")
        quarantined = metrics.counter(
            "peil_compute_quarantined_files_total", "Damaged files moved aside.")
        partitions = metrics.gauge(
            "peil_compute_log_partitions", "Partitions of the log, whoever owns them.")
        alarms = metrics.gauges(
            "peil_compute_alarm", "1 where a partition is stopped until a person has looked.",
            labels: "partition")
        lag = metrics.gauges(
            "peil_compute_lag_records", "Records of updates that are not folded yet.",
            labels: "partition")
        series = metrics.gauges(
            "peil_compute_series", "Series of a partition.", labels: "partition")
    }

    /// How a partition that this process owns stands.
    func tell(_ partition: Int32, series count: Int, lag records: Int64?, isStopped: Bool) {
        let label = String(partition)
        series[label].set(Double(count))
        if let records { lag[label].set(Double(records)) }
        alarms[label].set(isStopped ? 1 : 0)
    }

    /// The partition is another's, or nobody's.
    func forget(_ partition: Int32) {
        for family in [series, lag, alarms] { family.remove(String(partition)) }
    }
}
