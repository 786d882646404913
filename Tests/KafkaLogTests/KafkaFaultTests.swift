import CRdkafka
import KafkaLog
import Log
import Support
import Testing
import Threading

@Suite("KafkaLog, when something is wrong", .onThreads)
struct KafkaFaultTests {
    @Test(
        "refuses settings by the property's name",
        arguments: [
            ("no.such.property", "1", "kafka.no.such.property cannot be \"1\""),
            ("acks", "1", "kafka.acks is 1, and Peil depends on all"),
            ("message.max.bytes", "500000", "Peil's records need 1000000"),
            ("message.max.bytes", "few", "kafka.message.max.bytes cannot be \"few\""),
        ])
    func settings(name: String, value: String, expected: String) throws {
        let error = #expect(throws: LogError.self) {
            _ = try KafkaLog(KafkaSettings(properties: [name: value]))
        }
        #expect(try #require(error).description.contains(expected))
    }

    @Test("answers as unavailable, soon, while no broker is there")
    func absent() throws {
        let log = try KafkaLog(KafkaSettings(properties: ["bootstrap.servers": "127.0.0.1:1"]))
        defer { log.close() }
        let error = #expect(throws: LogError.self) { try log.bounds(of: Partition(.updates, 0)) }
        guard case .unavailable = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(throws: LogError.self) { try log.prepareTopics() }
        // Nothing is lost meanwhile: it waits, and is answered when the log is closed.
        let answer = Monitor<Result<[Int64], LogError>?>(nil)
        var batch = Batch()
        try batch.add(key: "k", value: "v", to: Partition(.updates, 0))
        log.append(batch) { result in answer.with { $0 = result } }
        log.close()
        #expect(answer.with { $0 } != nil)
    }

    @Test("answers again when brokers that were away are back, and take their time")
    func slow() throws {
        let cluster = try MockCluster(partitions: 1)
        let log = try KafkaLog(cluster.settings)
        defer { log.close() }
        let partition = Partition(.updates, 0)
        try LogTalk(log).append(["0"], to: partition)
        // Not taken down: its port could be another's when it comes back.
        cluster.set(roundTripMilliseconds: 4_000)
        #expect(throws: LogError.self) { try log.bounds(of: partition) }
        cluster.set(roundTripMilliseconds: 150)
        let end = ContinuousClock.now + .milliseconds(LogTalk.patienceMilliseconds)
        var bounds: Range<Int64>?
        while bounds == nil, .now < end { bounds = try? log.bounds(of: partition) }
        #expect(bounds == 0..<1)
    }

    @Test("goes on after requests that failed, in order and once")
    func retried() throws {
        let cluster = try MockCluster(partitions: 1)
        let log = try KafkaLog(cluster.settings)
        defer { log.close() }
        let talk = LogTalk(log)
        let partition = Partition(.updates, 0)
        try talk.append(["0"], to: partition)
        cluster.fail(
            .produce,
            with: [
                RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
                RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
            ])
        let answers = Monitor<[Int: Result<[Int64], LogError>]>([:])
        for number in 1...20 {
            var batch = Batch()
            try batch.add(key: "k", value: "\(number)", to: partition)
            log.append(batch) { result in answers.with { $0[number] = result } }
        }
        let all = answers.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) {
            $0.count == 20 ? $0 : nil
        }
        let expected = Dictionary(
            uniqueKeysWithValues: (1...20).map {
                ($0, Result<[Int64], LogError>.success([Int64($0)]))
            })
        #expect(all == expected)
        #expect(try talk.values(of: partition) == (0...20).map(String.init))
    }

    @Test("fails what waits when the brokers refuse for good, and takes what comes after")
    func fatal() throws {
        let cluster = try MockCluster(partitions: 1)
        let log = try KafkaLog(cluster.settings)
        defer { log.close() }
        let talk = LogTalk(log)
        let partition = Partition(.updates, 0)
        try talk.append(["0"], to: partition)
        cluster.fail(.produce, with: [RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED])
        #expect(throws: LogError.self) { try talk.append(["refused"], to: partition) }
        var next: [Int64] = []
        // What comes while the failure is told fails likewise.
        while next.isEmpty { next = (try? talk.append(["1"], to: partition)) ?? [] }
        #expect(try talk.values(of: partition) == ["0", "1"])
    }

    @Test(
        "reads all partitions on when the brokers have refused several of them at once",
        arguments: [
            RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE,
        ])
    func fetchRefused(code: rd_kafka_resp_err_t) throws {
        let cluster = try MockCluster(partitions: 4)
        let log = try KafkaLog(cluster.settings)
        defer { log.close() }
        let talk = LogTalk(log)
        let partitions = (0..<4).map { Partition(.updates, $0) }
        for partition in partitions { try talk.append(["0"], to: partition) }
        let reader = try log.reader()
        defer { reader.close() }
        try reader.start(Dictionary(uniqueKeysWithValues: partitions.map { ($0, 0) }))
        var values: [Partition: [String]] = [:]
        func read(_ expected: [String]) throws {
            let end = ContinuousClock.now + .milliseconds(LogTalk.patienceMilliseconds)
            while partitions.contains(where: { values[$0] != expected }) {
                try #require(.now < end, "\(values)")
                // What is refused is thrown once and then read on.
                _ = try? reader.poll(timeoutMilliseconds: 100, limit: 10) { partition, record in
                    let text = String(decoding: record.value.copied, as: UTF8.self)
                    values[partition, default: []].append(text)
                }
            }
        }
        try read(["0"])
        cluster.fail(.fetch, with: Array(repeating: code, count: 3))
        for partition in partitions { try talk.append(["1"], to: partition) }
        try read(["0", "1"])
    }
}
