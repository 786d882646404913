internal import Glibc
internal import JSON
internal import Log
internal import Settings

/// `peil tail`: the log, record by record.
enum Tail {
    private static let partition = Option<Int?>(
        "partition", value: "P", .number(in: 0...65_534), "Only this one")
    private static let from = Option<Int>(
        "from", value: "N", .number(in: 0...Int.max), default: 0, "From this offset on")
    private static let follow = Option<Bool>("follow", "Go on with what comes")
    private static let json = Option<Bool>("json", "The records as JSON, one a line")

    private static let pauseMicroseconds: UInt32 = 300_000

    static let command = Command(
        "tail", "Show the records of a topic, decoded",
        details: "Topics are \(Topic.allCases.map(\.rawValue).joined(separator: ", ")). "
            + LogSource.details,
        operands: .each(["TOPIC"]), options: [partition, from, follow, json],
        takesSettings: true,
        examples: [
            "peil tail outcomes --follow", "peil tail updates --partition 5 --from 1041",
            "PEIL_LOG=kafka peil tail outcomes --json",
        ],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let name = invocation.operands[0]
        guard
            let topic = Topic(rawValue: name.hasPrefix("peil.") ? String(name.dropFirst(5)) : name)
        else {
            throw .usage(
                "there is no topic \(name)", advice: "`peil topics` lists those there are")
        }
        let source = try LogSource(invocation)
        if !source.isLive, invocation[follow] {
            throw .unreachable(
                "nothing is appended while no peil up runs in the data directory",
                advice: "start it with `peil up`, or leave out --follow")
        }
        var streams: [(partition: Partition, records: RecordStream)] = []
        for one in try source.topics() where one["topic"]?.string == topic.rawValue {
            let number = Int(one["partition"]?.number ?? 0)
            guard invocation[partition] ?? number == number else { continue }
            let partition = Partition(topic, Int32(number))
            streams.append(
                (partition, source.records(of: partition, from: Int64(invocation[from]))))
        }
        repeat {
            for (partition, records) in streams {
                while let record = try records.read() {
                    show(record, of: partition, asJSON: invocation[json], invocation.console)
                }
            }
            if invocation[follow] { usleep(pauseMicroseconds) }
        } while invocation[follow]
    }

    private static func show(
        _ record: StoredRecord, of partition: Partition, asJSON: Bool, _ console: Console
    ) {
        guard asJSON else { return console.print(line(record, partition, console.palette)) }
        var writer = Writer()
        LogDocument.write(record, &writer)
        console.print(bytes: writer.take())
    }

    private static func line(
        _ record: StoredRecord, _ partition: Partition, _ palette: Palette
    ) -> String {
        let place = palette.paint("\(partition) \(record.offset)", .faint)
        guard !record.value.isEmpty else {
            return "\(place)  deleted: \(String(decoding: record.key, as: UTF8.self))"
        }
        guard let event = try? Value(record.value.span) else {
            return "\(place)  \(record.value.count) bytes that are no JSON"
        }
        let time = event["time"]?.string ?? ""
        return "\(place)  \(time)  \(Headline(event).painted(palette))"
    }
}
