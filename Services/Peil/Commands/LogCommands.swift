internal import KafkaLog
internal import LocalLog
internal import Log
internal import Settings
internal import Telemetry

/// `peil log …`: what is done to a log as a whole.
enum LogCommands {
    static let copy = Command(
        "log copy", "Move the log of peil up to Kafka",
        details: "Stop peil up first. Copies every record of the data directory's log, in order, "
            + "to topics that are absent and are made; reads all back; then seals the log: peil "
            + "up takes it no more. The log on Kafka is the same log, with the same coordinates, "
            + "so nothing is announced again. A copy that was cut off goes on when it is started "
            + "again.",
        takesSettings: true,
        examples: ["peil log copy --data peil-data --kafka.bootstrap.servers kafka:9092"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let settings = try invocation.settings()
        let directory = DataDirectory(path: settings.dataDirectory)
        let kafka = KafkaSettings(settings)
        let source = try LogSource.local(directory, kafka.partitions)
        defer { source.close() }
        if let successor = source.successor {
            throw .refused(
                "the log in \(directory.path) is sealed already: it goes on as \(successor)",
                advice: "there is nothing left to do")
        }
        let target = try LogSource.reading { () throws(LogError) in
            let log = try KafkaLog(kafka)
            try log.prepareTopics()
            return log
        }
        defer { target.close() }
        let count = try copy(source, to: target, kafka, invocation.console)
        try LogSource.reading { () throws(LogError) in
            try source.seal(successor: kafka.place)
        }
        invocation.console.print(
            "\(Wording.count(count, "record")) copied to \(kafka.place), and read back: the same.")
        invocation.console.print(
            "The log in \(directory.path) is sealed. Give the services what stands beside it: "
                + "webhooks.key as PEIL_WEBHOOKS_KEY_FILE, tokens as PEIL_TOKENS_FILE.")
    }

    private static func copy(
        _ source: LocalLog, to target: KafkaLog, _ kafka: KafkaSettings, _ console: Console
    ) throws(Failure) -> Int {
        do throws(LogCopy.Fault) {
            var copy = try LogCopy(from: source, to: target) { count in
                console.overwrite("\(Wording.count(count, "record"))")
            }
            try copy.run()
            console.overwrite("")
            return copy.count
        } catch {
            console.overwrite("")
            throw failure(error, kafka)
        }
    }

    private static func failure(_ fault: LogCopy.Fault, _ kafka: KafkaSettings) -> Failure {
        switch fault {
        case .source(let error):
            .refused("the local log: \(error)", advice: "correct that and start again")
        case .target(let error):
            .unreachable(
                "\(kafka.place): \(error)",
                advice: "start again when it answers: the copy goes on where it was cut")
        case .foreign(let partition, let offset):
            .refused(
                "\(partition) of \(kafka.place) holds another record at offset \(offset)",
                advice: "let no service run there; delete its topics and start again, or choose "
                    + "another topics.prefix")
        case .hole(let partition, let offset):
            .refused(
                "\(partition) of the local log has no record at offset \(offset)",
                advice: "it is damaged: put a backup back")
        case .partitions(let source, let target):
            .refused(
                "the local log has \(source) partitions, and \(target) are wanted",
                advice: "set topics.partitions to \(source)")
        }
    }
}
