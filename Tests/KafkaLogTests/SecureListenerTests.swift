import Foundation
import KafkaLog
import Log
import Support
import Testing

/// A node that is spoken to by TLS only, or after saying who one is.
@Suite(
    "KafkaLog by properties of the settings", .onThreads, .serialized,
    .enabled(if: KafkaBrokers.isAvailable, KafkaBrokers.requirement))
struct SecureListenerTests {
    private final class Node: Sendable {
        let brokers: KafkaBrokers
        let directory: TemporaryDirectory
        let (sasl, tls): (port: Int, Int)

        var certificate: String { directory.path + "/certificate.pem" }

        init() throws {
            let directory = try TemporaryDirectory()
            let own = TestCertificate.first
            try own.certificate.write(
                toFile: directory.path + "/certificate.pem", atomically: true, encoding: .utf8)
            let store = directory.path + "/store.pem"
            try "\(own.key)\n\(own.certificate)\n".write(
                toFile: store, atomically: true, encoding: .utf8)
            var first = 0
            brokers = try KafkaBrokers { port in
                first = port
                let faces = [("PLAINTEXT", port), ("SASL", port + 2), ("TLS", port + 3)]
                    .map { "\($0)://127.0.0.1:\($1)" }.joined(separator: ",")
                return [
                    "listeners=\(faces),CONTROLLER://127.0.0.1:\(port + 1)",
                    "advertised.listeners=\(faces)",
                    "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,"
                        + "SASL:SASL_PLAINTEXT,TLS:SSL",
                    "sasl.enabled.mechanisms=PLAIN",
                    "listener.name.sasl.plain.sasl.jaas.config=org.apache.kafka.common.security."
                        + "plain.PlainLoginModule required user_peil=\"secret\";",
                    "ssl.keystore.type=PEM", "ssl.keystore.location=\(store)",
                ]
            }
            self.directory = directory
            (sasl, tls) = (first + 2, first + 3)
        }
    }
    private static let node = Result { try Node() }

    private func check(_ properties: [String: String], prefix: String) throws {
        let log = try KafkaLog(
            KafkaSettings(properties: properties, prefix: prefix, partitions: 1))
        defer { log.close() }
        try log.prepareTopics()
        let talk = LogTalk(log)
        let partition = Partition(.updates, 0)
        #expect(try talk.append(["a"], to: partition) == [0])
        #expect(try talk.values(of: partition) == ["a"])
        let member = try log.member(of: "compute", on: .updates)
        defer { member.close() }
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(LogTalk.patienceMilliseconds)
        while true {
            try #require(clock.now < end, "no partition was claimed")
            let poll = try member.poll(timeoutMilliseconds: 100, limit: 1) { _, _ in }
            if case .claimed(let partitions) = poll {
                #expect(partitions == [partition])
                break
            }
        }
    }

    @Test("speaks SASL with a password")
    func sasl() throws {
        let node = try Self.node.get()
        try check(
            [
                "bootstrap.servers": "127.0.0.1:\(node.sasl)",
                "security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN",
                "sasl.username": "peil", "sasl.password": "secret",
            ], prefix: "sasl.")
    }

    @Test("speaks TLS, and believes only certificates it was told of")
    func tls() throws {
        let node = try Self.node.get()
        let servers = ["bootstrap.servers": "127.0.0.1:\(node.tls)", "security.protocol": "ssl"]
        try check(
            servers.merging(["ssl.ca.location": node.certificate]) { $1 }, prefix: "tls.")
        let other = node.directory.path + "/other.pem"
        try TestCertificate.second.certificate.write(
            toFile: other, atomically: true, encoding: .utf8)
        let log = try KafkaLog(
            KafkaSettings(
                properties: servers.merging(["ssl.ca.location": other]) { $1 }, partitions: 1))
        defer { log.close() }
        #expect(throws: LogError.self) { try log.bounds(of: Partition(.updates, 0)) }
    }
}
