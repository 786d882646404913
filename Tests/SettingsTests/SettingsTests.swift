import Testing

@testable import Settings

@Suite("Settings") struct SettingsTests {
    private func settings(
        _ mode: Settings.Mode = .service, options: [(name: String, value: String)] = [],
        environment: [String: String] = [:], isTerminal: Bool = false
    ) throws(SettingsError) -> Settings {
        try Settings(
            mode: mode, options: options, environment: environment, isTerminal: isTerminal)
    }

    @Test("Without anything given, a service has the defaults that are documented")
    func defaults() throws {
        let settings = try settings()
        #expect(settings.log == .kafka)
        #expect(settings.kafka == ["bootstrap.servers": "127.0.0.1:9092"])
        #expect(settings.topicsPrefix == "peil.")
        #expect(settings.topicsPartitions == 12)
        #expect(settings.topicsReplication == -1)
        #expect(settings.tokensFile == "peil-data/tokens")
        #expect(settings.ingestHost == "0.0.0.0")
        #expect(
            [settings.ingestPort, settings.computePort, settings.notifyPort] == [8081, 8082, 8080])
        #expect(settings.tlsKey == nil)
        #expect(settings.webhooksAllow.isEmpty)
        #expect(settings.webhooksInsecure == .none)
        #expect(settings.webhooksSchedule.count == 9)
        #expect(settings.webhooksKey == nil)
        #expect(settings.loggingFormat == .json)
    }

    @Test("Under peil up the log is local, and all stays on this host")
    func up() throws {
        let settings = try settings(.up, isTerminal: true)
        #expect(settings.log == .local)
        #expect(settings.notifyHost == "127.0.0.1")
        #expect(settings.webhooksAllow.map(\.description) == ["127.0.0.0/8", "::1/128"])
        #expect(settings.webhooksInsecure == .loopback)
        #expect(settings.loggingFormat == .text)
    }

    @Test("The command line goes before the environment, that before the file")
    func layers() throws {
        let file = TemporaryFile(
            """
            ingest: {port: 1, host: file}
            notify.port: 1
            compute:
              port: 1
            """)
        let settings = try settings(
            options: [("config", file.path), ("ingest.port", "3"), ("data", "d")],
            environment: ["PEIL_INGEST_PORT": "2", "PEIL_NOTIFY_PORT": "2", "HOME": "/"])
        #expect(settings.ingestPort == 3)
        #expect(settings.notifyPort == 2)
        #expect(settings.computePort == 1)
        #expect(settings.ingestHost == "file")
        #expect(settings.tokensFile == "d/tokens")
        let origins = Dictionary(
            uniqueKeysWithValues: settings.entries.map { ($0.name, "\($0.origin)") })
        #expect(origins["ingest.port"] == "--ingest.port")
        #expect(origins["notify.port"] == "PEIL_NOTIFY_PORT")
        #expect(origins["compute.port"] == "\(file.path), line 4")
        #expect(origins["compute.host"] == "default")
    }

    @Test("Any property of Kafka can be set anywhere")
    func kafka() throws {
        let file = TemporaryFile("kafka:\n  bootstrap.servers: [a:1, b:2]\n  linger: {ms: 5}\n")
        let settings = try settings(
            options: [("kafka.client.id", "peil")],
            environment: [
                "PEIL_CONFIG": file.path, "PEIL_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
                "PEIL_KAFKA_SASL_PASSWORD": "hush",
            ])
        #expect(
            settings.kafka == [
                "bootstrap.servers": "a:1,b:2", "client.id": "peil", "linger.ms": "5",
                "security.protocol": "SASL_SSL", "sasl.password": "hush",
            ])
        let password = settings.entries.first { $0.name == "kafka.sasl.password" }
        #expect(password?.value == "(hidden)")
        #expect(password?.origin == .environment("PEIL_KAFKA_SASL_PASSWORD"))
    }

    @Test("Secrets come from files too, and are never shown")
    func secrets() throws {
        let file = TemporaryFile("  s3cret\n")
        let config = TemporaryFile("webhooks:\n  key:\n    file: \(file.path)\n")
        for environment in [
            ["PEIL_WEBHOOKS_KEY_FILE": file.path, "PEIL_KAFKA_SASL_PASSWORD_FILE": file.path],
            ["PEIL_CONFIG": config.path, "PEIL_KAFKA_SASL_PASSWORD": "s3cret"],
        ] {
            let settings = try settings(environment: environment)
            #expect(settings.webhooksKey?.text == "s3cret")
            #expect(settings.kafka["sasl.password"] == "s3cret")
            #expect(!settings.entries.contains { "\($0)".contains("s3cret") })
            #expect(!"\(String(describing: settings.webhooksKey))".contains("s3cret"))
        }
    }

    @Test("A setting left empty in the file keeps its default")
    func null() throws {
        let file = TemporaryFile("ingest:\n  port:\ntls: ~\n# nothing\n")
        #expect(try settings(options: [("config", file.path)]).ingestPort == 8081)
        let empty = TemporaryFile("")
        #expect(try settings(options: [("config", empty.path)]).ingestPort == 8081)
    }

    @Test("Every setting says what it means, once, and can be given by its variable")
    func declarations() throws {
        let settings = try settings()
        #expect(
            settings.entries.map(\.name) == [
                "log", "topics.prefix", "topics.partitions", "topics.replication",
                "data.directory", "ingest.host", "ingest.port", "compute.host", "compute.port",
                "notify.host", "notify.port", "tokens.file", "read.open", "tls.certificate",
                "tls.key", "webhooks.allow", "webhooks.insecure", "webhooks.schedule",
                "webhooks.key", "logging.level", "logging.format", "kafka.bootstrap.servers",
            ])
        for key in Declarations.all {
            #expect(key.meaning.count > 10, "\(key.name)")
            #expect(Environment.setting(of: Environment.variable(for: key.name)) == key.name)
        }
    }

    @Test("What is listed can be given again, and gives the same")
    func roundTrip() throws {
        let original = try settings(.up)
        let given = original.entries.filter { !$0.value.isEmpty && !$0.name.hasPrefix("kafka.") }
        let again = try settings(options: given.map { (name: $0.name, value: $0.value) })
        #expect(given.count == 18)
        #expect(again.entries.map(\.value) == original.entries.map(\.value))
    }

    @Test("The variables of this process can be read")
    func environment() {
        let variables = Environment.current()
        #expect(variables["PATH"]?.isEmpty == false)
    }
}
