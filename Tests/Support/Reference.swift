public import Messages
public import Time

/// The fold of one partition as messages.md and methods.md tell it: naive, slow and independent.
///
/// Arrays are searched from end to end and everything is computed anew each time: there is no
/// store, no batch, no cache. It is read beside the documents to be believed, and whatever the
/// system did is then held against it, byte for byte.
///
///     var reference = Reference(log: log, partition: 5)
///     for record in records { reference.take(record) }
///     reference.outcomes  // what must stand on peil.outcomes, no more and no less
public struct Reference: Sendable {
    /// The version of the rules that this fold is.
    public static let rules = 1

    public let log: LogID
    public let partition: Int32

    public internal(set) var outcomes: [OutcomeEvent] = []
    public internal(set) var answers: [CatalogueAnswer] = []
    public internal(set) var rejects: [ReferenceReject] = []

    public internal(set) var indicators: [Indicator] = []
    public internal(set) var targets: [ReferenceTarget] = []
    public internal(set) var histories: [ReferenceHistory] = []
    public internal(set) var standings: [ReferenceStanding] = []
    public internal(set) var lastDay: CalendarDate?
    /// Rules of another version hold from some offset on: this fold answers for nothing after it.
    public internal(set) var stopped = false

    /// The record that is being folded, and how many outcomes it gave so far.
    var cause: ReferenceRecord?
    var index = 0
    /// Releases in the order of their arrival, of all series.
    var arrivals = 0

    public init(log: LogID, partition: Int32) {
        self.log = log
        self.partition = partition
    }

    public mutating func take(_ record: ReferenceRecord) {
        guard !stopped else { return }
        cause = record
        index = 0
        switch record.content {
        case .unreadable(let codes, let time, let submission):
            rejects.append(
                ReferenceReject(
                    id: id(0), time: time, submission: submission, codes: codes))
        case .event(let event): fold(event)
        }
    }

    private mutating func fold(_ event: UpdateEvent) {
        switch event.update {
        case .logCreated(let created): stopped = created.rules != Self.rules
        case .rulesChanged(let version): stopped = version != Self.rules
        case .dayPassed(let date): pass(date, event)
        case .figuresReported(let report): take(report, event)
        case .indicatorDefined(let indicator): define(indicator, event)
        case .targetSet(let target): set(target, event)
        case .targetWithdrawn(let id): withdraw(id, event)
        }
    }
}

// What stands under which identity.
extension Reference {
    func id(_ index: Int) -> EventID {
        EventID(
            log: log, cause: Coordinate(partition: partition, offset: cause?.offset ?? 0),
            index: index, checksum: cause?.checksum ?? 0)
    }

    mutating func emit(_ outcome: Outcome, _ event: UpdateEvent) {
        outcomes.append(
            OutcomeEvent(
                id: id(index), time: event.time, traceparent: event.traceparent, outcome: outcome))
        index += 1
    }

    mutating func answer(
        _ result: CatalogueAnswer.Result, _ subject: CatalogueAnswer.Subject, _ event: UpdateEvent
    ) {
        answers.append(
            CatalogueAnswer(
                id: id(0), time: event.time, traceparent: event.traceparent, result: result,
                subject: subject))
    }
}

// Looking things up, from end to end.
extension Reference {
    func indicator(_ code: IndicatorCode) -> Indicator? { indicators.first { $0.code == code } }

    func history(of series: Series) -> ReferenceHistory {
        histories.first { $0.series == series } ?? ReferenceHistory(series: series)
    }

    public func measure(_ target: Target, on series: Series) -> ReferenceMeasure {
        ReferenceMeasure(
            target: target, minimum: indicator(target.indicator)?.minimum,
            maximum: indicator(target.indicator)?.maximum,
            figures: history(of: series).inForce)
    }

    /// Whether a target in force is about a series: it matches, and no other target that matches
    /// replaces it there.
    func applies(_ target: Target, to series: Series) -> Bool {
        target.matches(series)
            && !targets.contains { other in
                other.inForce && other.target.overrides == target.id
                    && other.target.matches(series)
            }
    }

    /// The series that a target is about, by the bytes of their texts.
    func series(of target: Target) -> [Series] {
        histories.map(\.series).filter { applies(target, to: $0) }
            .sorted { Self.byBytes($0.text, $1.text) }
    }

    /// The targets in force that are about a series, by the bytes of their ids.
    func targets(of series: Series) -> [ReferenceTarget] {
        targets.filter { $0.inForce && applies($0.target, to: series) }
            .sorted { $0.target.id < $1.target.id }
    }

    static func byBytes(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}
