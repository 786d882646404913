internal import Telemetry

/// What the projection tells Prometheus.
struct ProjectionCounts: Sendable {
    private let events: Counter
    private let answers: Counter
    private let copies: Counter
    private let unreadable: Counter
    let quarantined: Counter
    /// Records that are on the log and not on the board yet.
    let lag: Gauge

    init(_ metrics: Metrics) {
        events = metrics.counter("peil_notify_events_total", "Events taken into the board.")
        answers = metrics.counter(
            "peil_notify_definitions_total", "Catalogue records taken into the board.")
        copies = metrics.counter(
            "peil_notify_copies_total", "Records dropped because they were handled before.")
        unreadable = metrics.counter(
            "peil_notify_board_unreadable_total",
            "Records that could not be read and were passed over.")
        lag = metrics.gauge(
            "peil_notify_lag_records", "Outcomes and answers that are not on the board yet.")
        quarantined = metrics.counter(
            "peil_notify_quarantined_total", "Damaged board files that were moved aside.")
    }

    func count(_ batch: BoardBatch) {
        events.add(batch.outcomes.count)
        answers.add(batch.answers.count)
        copies.add(batch.copies)
        unreadable.add(batch.unreadable.count)
    }
}
