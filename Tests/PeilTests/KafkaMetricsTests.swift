import Telemetry
import Testing

@testable import Peil

@Suite("librdkafka's statistics") struct KafkaMetricsTests {
    @Test("become metrics: what waits, and how the brokers answer")
    func metrics() {
        let metrics = Metrics()
        let kafka = KafkaMetrics(metrics)
        kafka.take(
            statistics: """
                {"name": "rdkafka#producer-1", "msg_cnt": 22710, "msg_size": 704010, "brokers": {
                  "kafka:9092/bootstrap": {"nodeid": -1, "state": "UP", "txerrs": 9,
                    "rtt": {"p99": 9000}},
                  "kafka-1:9092/1": {"nodeid": 1, "state": "UP", "txerrs": 2, "rxerrs": 0,
                    "req_timeouts": 1, "txretries": 4, "rtt": {"p99": 1500}},
                  "kafka-2:9092/2": {"nodeid": 2, "state": "DOWN", "txerrs": 5, "rxerrs": 0,
                    "req_timeouts": 0, "txretries": 0, "rtt": {"p99": 0}}}}
                """)
        for line in [
            "peil_kafka_queue_records 22710", "peil_kafka_queue_bytes 704010",
            "peil_kafka_connected_brokers 1", #"peil_kafka_round_trip_seconds{broker="1"} 0.0015"#,
            #"peil_kafka_round_trip_seconds{broker="2"} 0"#, "peil_kafka_request_errors_total 8",
            "peil_kafka_request_retries_total 4",
        ] {
            #expect(metrics.exposition.contains("\n\(line)\n"), "\(line)")
        }
        #expect(!metrics.exposition.contains("-1"))
        let before = metrics.exposition
        kafka.take(statistics: "{\"msg_cnt\": ")
        #expect(metrics.exposition == before)
    }
}
