import KafkaLog
import Support
import Synchronization
import Testing

@Suite("KafkaLog keeps the contract", .serialized)
struct KafkaLogContractTests {
    @Test("on a mock cluster", arguments: LogContract.clauses)
    func mock(clause: LogContract.Clause) async throws {
        try await clause.check(Self.mockCluster)
    }

    @Test(
        "on a real node", .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement),
        arguments: LogContract.clauses)
    func real(clause: LogContract.Clause) async throws {
        try await clause.check(Self.real(try Self.node.get()))
    }

    @Test(
        "on three nodes, one of which is killed",
        .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement),
        arguments: LogContract.clauses.filter { $0.description.contains("goes away") })
    func threeNodes(clause: LogContract.Clause) async throws {
        try await clause.check(Self.real(try KafkaBrokers(cluster: true)))
    }

    private static let mockCluster = LogSubject { partitions, bufferBytes in
        let cluster = try MockCluster(partitions: partitions, bufferBytes: bufferBytes)
        let outage = LogSubject.Outage(
            begin: { try cluster.setDown() }, end: { cluster.setUp() })
        return LogSubject.Fresh(
            try KafkaLog(cluster.settings), outage: outage, holding: cluster)
    }

    /// With topics of its own for each clause.
    private static func real(_ brokers: KafkaBrokers) -> LogSubject {
        LogSubject { partitions, bufferBytes in
            let number = lastNumber.add(1, ordering: .relaxed).newValue
            let log = try KafkaLog(
                KafkaSettings(
                    properties: ["bootstrap.servers": brokers.servers],
                    prefix: "contract\(number).", partitions: partitions,
                    bufferBytes: bufferBytes))
            try log.prepareTopics()
            let outage = LogSubject.Outage(
                begin: { try brokers.killOne() }, end: { try brokers.start() })
            return LogSubject.Fresh(log, outage: outage, holding: brokers)
        }
    }
    /// One for all clauses.
    private static let node = Result { try KafkaBrokers() }
    private static let lastNumber = Atomic(0)
}
