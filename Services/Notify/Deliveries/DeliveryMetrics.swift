internal import Messages
internal import Telemetry

/// What is counted of deliveries.
struct DeliveryMetrics: Sendable {
    let taken: Counter
    let refused: Counter
    let unanswered: Counter
    let seconds: Histogram
    let dead: Counter
    let disabled: Family<Counter>
    let waiting: Gauge
    let subscriptions: Gauge
    let attemptsNotKept: Counter
    let unreadable: Counter

    init(_ metrics: Metrics) {
        let attempts = metrics.counters(
            "peil_notify_attempts_total", "Webhooks sent, by what came of them.", labels: "result")
        taken = attempts["taken"]
        refused = attempts["refused"]
        unanswered = attempts["unanswered"]
        seconds = metrics.histogram(
            "peil_notify_attempt_seconds", "How long receivers took to answer.")
        dead = metrics.counter(
            "peil_notify_dead_total", "Deliveries whose attempts are spent.")
        disabled = metrics.counters(
            "peil_notify_disabled_total", "Subscriptions that stopped by themselves.",
            labels: "reason")
        // Counted from 0 on: the first is an increase too.
        for reason in SubscriptionStanding.Reason.allCases { _ = disabled[reason.rawValue] }
        waiting = metrics.gauge(
            "peil_notify_waiting", "Deliveries begun, neither made nor dead.")
        subscriptions = metrics.gauge(
            "peil_notify_subscriptions", "Subscriptions that this instance delivers.")
        attemptsNotKept = metrics.counter(
            "peil_notify_attempts_not_kept_total", "Attempts that the attempt log could not keep.")
        unreadable = metrics.counter(
            "peil_notify_unreadable_total", "Outcomes that could not be read, and were passed.")
    }
}
