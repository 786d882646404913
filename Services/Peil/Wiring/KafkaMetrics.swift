internal import JSON
internal import Synchronization
internal import Telemetry

/// What librdkafka tells of its producer every few seconds, as metrics
/// (https://github.com/confluentinc/librdkafka/blob/master/STATISTICS.md).
///
///     let kafka = KafkaMetrics(metrics)
///     let log = try KafkaLog(settings, statistics: kafka.take)
final class KafkaMetrics: Sendable {
    private struct Sums {
        var errors = 0.0
        var retries = 0.0
    }
    private let queueRecords: Gauge
    private let queueBytes: Gauge
    private let connected: Gauge
    private let roundTrip: Family<Gauge>
    private let sums = Mutex(Sums())

    init(_ metrics: Metrics) {
        queueRecords = metrics.gauge(
            "peil_kafka_queue_records", "Records that no broker has acknowledged yet.")
        queueBytes = metrics.gauge(
            "peil_kafka_queue_bytes", "Bytes of records that no broker has acknowledged yet.")
        connected = metrics.gauge(
            "peil_kafka_connected_brokers", "Brokers that the producer is connected to.")
        roundTrip = metrics.gauges(
            "peil_kafka_round_trip_seconds",
            "What 99 of 100 requests to a broker took at most, in the last seconds.",
            labels: "broker")
        metrics.counter(
            "peil_kafka_request_errors_total", "Requests to brokers that failed or timed out."
        ) { [self] in sums.withLock { $0.errors } }
        metrics.counter(
            "peil_kafka_request_retries_total", "Requests to brokers that were sent again."
        ) { [self] in sums.withLock { $0.retries } }
    }

    /// One document of statistics; one that is not understood changes nothing.
    func take(statistics: String) {
        guard let document = try? Value(statistics) else { return }
        queueRecords.set(document["msg_cnt"]?.number ?? 0)
        queueBytes.set(document["msg_size"]?.number ?? 0)
        // Those to begin with have no number, and are others under another name.
        let brokers = (document["brokers"]?.members ?? []).map(\.value).filter {
            ($0["nodeid"]?.number ?? -1) >= 0
        }
        connected.set(Double(brokers.count { $0["state"]?.string == "UP" }))
        var sums = Sums()
        for broker in brokers {
            let number = String(Int(broker["nodeid"]?.number ?? 0))
            let microseconds = broker["rtt"]?["p99"]?.number ?? 0
            roundTrip[number].set(microseconds / 1e6)
            for name in ["txerrs", "rxerrs", "req_timeouts"] {
                sums.errors += broker[name]?.number ?? 0
            }
            sums.retries += broker["txretries"]?.number ?? 0
        }
        self.sums.withLock { $0 = sums }
    }
}
