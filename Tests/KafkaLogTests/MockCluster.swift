import CRdkafka
import KafkaLog
import Log
import Support
import Synchronization

/// Owns brokers inside this process: librdkafka's mock cluster, with the topics of one log.
///
/// Safe to share: the cluster takes calls from any thread.
@safe final class MockCluster: @unchecked Sendable {
    private let client: OpaquePointer
    private let cluster: OpaquePointer
    let settings: KafkaSettings
    /// Of the first broker.
    private let port: Int
    private let held = Mutex<HeldPort?>(nil)

    init(partitions: Int32, brokers: Int32 = 1, bufferBytes: Int = 8 << 20) throws {
        let conf = unsafe rd_kafka_conf_new()
        // It is only the cluster's house, and would warn that it has no brokers.
        unsafe rd_kafka_conf_set(conf, "log_level", "0", nil, 0)
        guard let client = unsafe rd_kafka_new(RD_KAFKA_PRODUCER, conf, nil, 0),
            let cluster = unsafe rd_kafka_mock_cluster_new(client, brokers),
            let servers = unsafe rd_kafka_mock_cluster_bootstraps(cluster)
        else { throw LogError.unusable("no mock cluster could be made") }
        unsafe self.client = client
        unsafe self.cluster = cluster
        let addresses = unsafe String(cString: servers)
        guard let port = addresses.split(separator: ",").first?.split(separator: ":").last,
            let port = Int(port)
        else { throw LogError.unusable("a mock cluster without a port: \(addresses)") }
        self.port = port
        settings = KafkaSettings(
            properties: ["bootstrap.servers": addresses],
            partitions: partitions, bufferBytes: bufferBytes)
        for topic in Topic.allCases {
            let code = unsafe rd_kafka_mock_topic_create(
                cluster, settings.prefix + topic.rawValue, partitions, brokers)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw LogError.unusable("no mock topic could be made")
            }
        }
    }

    deinit {
        unsafe rd_kafka_mock_cluster_destroy(cluster)
        unsafe rd_kafka_destroy(client)
    }

    /// The first broker goes away. Its port is held: librdkafka ends the process when it finds it
    /// taken as the broker comes back, by a connection of somebody else's, say.
    func setDown() throws {
        unsafe rd_kafka_mock_broker_set_down(cluster, 1)
        try held.withLock { held in
            held = HeldPort(port)
            if held == nil { throw LogError.unusable("port \(port) was taken") }
        }
    }

    func setUp() {
        unsafe rd_kafka_mock_broker_set_up(cluster, 1)
        held.withLock { $0 = nil }
    }

    /// So long the broker takes to answer.
    func set(roundTripMilliseconds: Int32) {
        unsafe rd_kafka_mock_broker_set_rtt(cluster, 1, roundTripMilliseconds)
    }

    /// The next requests of that kind fail like this, in order.
    func fail(_ request: Request, with errors: [rd_kafka_resp_err_t]) {
        unsafe rd_kafka_mock_push_request_errors_array(
            cluster, request.rawValue, errors.count, errors)
    }

    /// Kafka's numbers of requests (protocol guide, "API keys").
    enum Request: Int16 {
        case produce = 0
        case fetch = 1
        case listOffsets = 2
    }

    /// The topic's brokers refuse what they are asked.
    func setError(_ code: rd_kafka_resp_err_t, of topic: Topic) {
        unsafe rd_kafka_mock_topic_set_error(cluster, settings.prefix + topic.rawValue, code)
    }
}
