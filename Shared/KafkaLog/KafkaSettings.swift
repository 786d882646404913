/// Where a Kafka log is, and how it is spoken to.
public struct KafkaSettings: Sendable {
    /// By librdkafka's own names; any it knows, but for those that `Configuration` fixes.
    public var properties: [String: String]
    /// What stands before the names of the topics.
    public var prefix: String
    /// The partitions of each topic: made so when absent, checked when present.
    public var partitions: Int32
    /// The replicas of a topic that is made; -1: as the broker does by default.
    public var replication: Int32
    /// At most so many bytes wait for the brokers, then appends fail with `full`.
    public var bufferBytes: Int

    public init(
        properties: [String: String], prefix: String = "peil.", partitions: Int32 = 12,
        replication: Int32 = -1, bufferBytes: Int = 64 << 20
    ) {
        self.properties = properties
        self.prefix = prefix
        self.partitions = partitions
        self.replication = replication
        self.bufferBytes = bufferBytes
    }
}

/// Something librdkafka has to say to the operator: a broker that went away, a setting it warns of.
public struct KafkaNotice: Hashable, Sendable {
    /// As syslog counts: 3 and below is an error, 4 a warning, 6 information, 7 detail.
    public let level: Int32
    /// What kind, by a short word of librdkafka's: `FAIL`, `CONFWARN`.
    public let facility: String
    public let text: String
}
