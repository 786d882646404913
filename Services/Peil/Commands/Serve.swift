internal import Settings
internal import Telemetry

/// `peil ingest`, `peil compute`, `peil notify`: one service in a process of its own.
enum Serve {
    static let ingest = Command(
        "ingest", "Run ingest: takes figures and definitions, on Kafka",
        details: details + "Any number of instances.", takesSettings: true,
        examples: [
            "peil ingest --kafka.bootstrap.servers kafka:9092", "peil ingest --ingest.port 0",
        ], action: action(.ingest))

    static let compute = Command(
        "compute", "Run compute: folds figures into outcomes, on Kafka",
        details: details + "Instances share the partitions; those that share a data directory "
            + "take a folder in it each.", takesSettings: true,
        examples: ["peil compute --kafka.bootstrap.servers kafka:9092 --data /var/lib/peil"],
        action: action(.compute))

    static let notify = Command(
        "notify", "Run notify: the board, events and webhooks, on Kafka",
        details: details + "Each instance has the whole board; they share the subscriptions. The "
            + "setting webhooks.key must be the same on all.", takesSettings: true,
        examples: [
            "peil notify --kafka.bootstrap.servers kafka:9092",
            "PEIL_WEBHOOKS_KEY_FILE=/run/secrets/webhooks.key peil notify",
        ],
        action: action(.notify))

    private static let details =
        "Makes the topics when they are absent; waits for Kafka when it is away. Ends gracefully "
        + "at SIGTERM. `peil up` runs all services on this machine, without Kafka. "

    private static func action(_ kind: ServiceKind) -> Action {
        Action { invocation throws(Failure) in
            let settings = try invocation.settings(.service)
            let signals = Signals()
            let service = try OneService(kind, settings, logger: Logger(settings, invocation))
            try service.run(until: signals)
        }
    }
}
