import KafkaLog
import Log
import Support
import Testing

@Suite(
    "Topics on a real node", .onThreads, .serialized,
    .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement))
struct TopicTests {
    private static let brokers = Result { try KafkaBrokers() }

    private func log(_ prefix: String, partitions: Int32 = 3) throws -> KafkaLog {
        try KafkaLog(
            KafkaSettings(
                properties: ["bootstrap.servers": try Self.brokers.get().servers], prefix: prefix,
                partitions: partitions))
    }

    @Test("are made once, whoever comes first, and found right by all who come after")
    func made() throws {
        let first = try log("made.")
        defer { first.close() }
        #expect(try first.existingTopics() == [])
        try first.prepareTopics()
        let second = try log("made.")
        defer { second.close() }
        try second.prepareTopics()
        #expect(try second.existingTopics() == Topic.allCases)
        #expect(try LogTalk(first).append(["a"], to: Partition(.updates, 2)) == [0])
    }

    @Test("with another number of partitions are refused")
    func repartitioned() throws {
        let made = try log("counted.")
        defer { made.close() }
        try made.prepareTopics()
        let other = try log("counted.", partitions: 4)
        defer { other.close() }
        let error = #expect(throws: LogError.self) { try other.prepareTopics() }
        let text = try #require(error).description
        #expect(text.contains("topic counted.updates has 3 partitions"))
        #expect(text.contains("set topics.partitions to 3"))
    }

    @Test("that would forget are refused, with what to change")
    func forgetting() throws {
        try Self.brokers.get().makeTopic(
            "forgetting.outcomes", partitions: 3, ["retention.ms": "604800000"])
        let log = try log("forgetting.")
        defer { log.close() }
        let error = #expect(throws: LogError.self) { try log.prepareTopics() }
        let text = try #require(error).description
        #expect(text.contains("topic forgetting.outcomes has retention.ms=604800000"))
        #expect(text.contains("--add-config retention.ms=-1"))
    }
}
