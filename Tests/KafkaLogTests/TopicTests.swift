import KafkaLog
import Log
import Support
import Testing
import Threading

@Suite(
    "Topics on a real node", .onThreads, .serialized,
    .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement))
struct TopicTests {
    /// One that makes topics by itself, with one partition, for who asks for them as producers do:
    /// Kafka's default.
    private static let brokers = Result {
        try KafkaBrokers { _ in ["auto.create.topics.enable=true"] }
    }

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

    @Test("are made as they must be, also where brokers make what a producer asks for")
    func madeByBrokers() throws {
        for round in 0..<5 {
            let log = try log("asked-\(round).")
            defer { log.close() }
            var batch = Batch()
            try batch.add(key: "", value: "a", to: Partition(.updates, 2))
            let answer = Monitor<Result<[Int64], LogError>?>(nil)
            log.append(batch) { result in answer.with { $0 = result } }
            try log.prepareTopics()
            #expect(try answer.wait { $0 }.get() == [0])
        }
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
