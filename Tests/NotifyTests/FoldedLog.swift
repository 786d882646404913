import Founding
import JSON
import LocalLog
import Log
import Messages
import Support
import Testing
import Time

/// A local log whose updates are folded by the reference: what a compute would have written stands
/// on it at once.
final class FoldedLog {
    let directory: TemporaryDirectory
    let log: LocalLog
    let identity: LogIdentity
    private var references: [Reference]
    private var count = 0

    init(partitions: Int32 = 4) throws {
        directory = try TemporaryDirectory()
        log = try LocalLog(directory: directory.path + "/log", partitions: partitions)
        identity = try found(log)
        let id = identity.log
        references = (0..<partitions).map { Reference(log: id, partition: $0) }
    }

    deinit { log.close() }

    var dataDirectory: String { directory.path }

    func define(_ indicator: Indicator) throws {
        try take(.indicatorDefined(indicator), of: indicator.code)
    }

    func set(_ target: Target) throws { try take(.targetSet(target), of: target.indicator) }

    /// Reports figures by period, at noon of `day`, as released then.
    func report(
        _ series: Series, _ values: [(period: String, value: Double?)], unit: String = "PC_ENT",
        source: String? = nil, released: Timestamp? = nil, status: StatusFlags = [],
        on day: CalendarDate
    ) throws {
        let received = Timestamp(day).adding(milliseconds: 43_200_000)
        let figures = try values.map { period, value in
            try Figure(period: try Period(period), value: value, status: status)
        }
        let report = Report(
            series: series, unit: unit, source: source, received: received,
            released: released ?? received, submission: "s\(count)", figures: figures)
        try take(.figuresReported(report), of: series.indicator, at: received)
    }

    /// Appends an update, and what comes of it.
    func take(
        _ update: Update, of indicator: IndicatorCode,
        at time: Timestamp = Timestamp(milliseconds: 1_750_000_000_000)
    ) throws {
        count += 1
        var writer = Writer()
        UpdateEvent(id: "u\(count)", time: time, update: update).encode(into: &writer)
        let (key, value) = (Array(indicator.text.utf8), writer.take())
        let number = Partitioner.partition(of: key.span, among: identity.partitions)
        var batch = Batch()
        try batch.add(to: Partition(.updates, number), key: key.span, value: value.span)
        let offset = try #require(LogTalk(log).append(batch).first)
        let before = (references[Int(number)].outcomes.count, references[Int(number)].answers.count)
        references[Int(number)].take(ReferenceRecord(offset: offset, value: value))
        let reference = references[Int(number)]
        try append(reference.outcomes.dropFirst(before.0).map(\.bytes), .outcomes, number, key)
        try append(reference.answers.dropFirst(before.1).map(\.bytes), .catalogue, number, key)
    }

    /// Appends the last `count` outcomes of each partition again, as a process does that was cut
    /// off before it could note that they were out.
    func repeatOutcomes(_ count: Int) throws {
        for number in 0..<identity.partitions {
            let outcomes = references[Int(number)].outcomes.suffix(count)
            try append(outcomes.map(\.bytes), .outcomes, number, [])
        }
    }

    func append(_ values: [[UInt8]], _ topic: Topic, _ number: Int32, _ key: [UInt8]) throws {
        guard !values.isEmpty else { return }
        var batch = Batch()
        for value in values {
            try batch.add(to: Partition(topic, number), key: key.span, value: value.span)
        }
        _ = try LogTalk(log).append(batch)
    }

    /// The targets in force of an indicator, with their versions, by their ids.
    func targets(of indicator: IndicatorCode) -> [String] {
        references.flatMap(\.targets).filter { $0.inForce && $0.target.indicator == indicator }
            .map { "\($0.target.id.text) \($0.version)" }.sorted()
    }

    /// All that was reported, by series.
    var histories: [ReferenceHistory] { references.flatMap(\.histories) }

    /// All answers to definitions, by partition in their order.
    var answers: [CatalogueAnswer] { references.flatMap(\.answers) }

    /// All outcomes, by partition in their order.
    var outcomes: [OutcomeEvent] { references.flatMap(\.outcomes) }
}

extension OutcomeEvent {
    var bytes: [UInt8] {
        var writer = Writer()
        encode(into: &writer)
        return writer.take()
    }
}

extension CatalogueAnswer {
    var bytes: [UInt8] {
        var writer = Writer()
        encode(into: &writer)
        return writer.take()
    }
}
