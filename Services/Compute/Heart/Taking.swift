public import Log
public import Messages

/// What the log says when a partition is taken: read before anything is folded.
public struct Evidence: Hashable, Sendable {
    /// What `updates` holds.
    public var updates: Range<Int64>
    /// The checksum of the record at the checkpoint's witness; nil: there is none any more.
    public var witness: UInt32?
    /// The last records of `outcomes`, `catalogue` and `rejects`.
    public var outcome: OutcomePosition?
    public var answer: OutcomePosition?
    public var reject: OutcomePosition?
    /// Whether the updates that those came of are the ones that stand on the log now.
    public var holdsCauses: Bool
    /// Whether the events that the checkpoint says were acknowledged still stand where they stood.
    public var holdsAcknowledged: Bool

    public init(
        updates: Range<Int64>, witness: UInt32? = nil, outcome: OutcomePosition? = nil,
        answer: OutcomePosition? = nil, reject: OutcomePosition? = nil, holdsCauses: Bool = true,
        holdsAcknowledged: Bool = true
    ) {
        self.updates = updates
        self.witness = witness
        self.outcome = outcome
        self.answer = answer
        self.reject = reject
        self.holdsCauses = holdsCauses
        self.holdsAcknowledged = holdsAcknowledged
    }
}

/// Why a partition is not folded any further until a person has looked.
public enum Alarm: Error, Hashable, Sendable {
    /// The file belongs to another log: another data directory, or another log, was meant.
    case foreignFile(LogID)
    /// The log does not have what was once read from it: records that were acknowledged are gone.
    case lostRecords(String)
    /// The partition goes on under rules that a later version of this program knows.
    case unknownRules(version: Int)
    /// The log refuses for good: an event is over its limit, or it does not hold what comes next.
    case log(LogError)
}

extension Alarm: CustomStringConvertible {
    public var description: String {
        switch self {
        case .foreignFile(let log):
            "the partition's file belongs to log \(log.text): this is another log, "
                + "or another's data directory"
        case .lostRecords(let what): "the log lost records that it acknowledged: \(what)"
        case .unknownRules(let version):
            "from here on rules of version \(version) hold, and this program knows "
                + "\(PartitionState.rules): use the later program"
        case .log(let error): error.description
        }
    }
}

/// How a partition is begun.
enum Taking: Equatable {
    /// From the checkpoint, or without one from the first record.
    case proceed(HighWater)
    /// The file is of no use: it is removed and everything folded again.
    case rebuild(String)
    case halt(Alarm)

    /// `checkpoint` is the file's; nil: there is no file.
    static func decide(_ log: LogID, _ checkpoint: Checkpoint?, _ evidence: Evidence) -> Taking {
        if let checkpoint {
            guard checkpoint.log == log else { return .halt(.foreignFile(checkpoint.log)) }
            guard checkpoint.witness?.checksum == evidence.witness else {
                return .halt(
                    .lostRecords("the last record that was folded is not there any more"))
            }
            guard checkpoint.rules == PartitionState.rules else {
                return .rebuild("it was made by rules of version \(checkpoint.rules)")
            }
            guard evidence.holdsAcknowledged else {
                return .rebuild("events that the log acknowledged are not there any more")
            }
        }
        let next = checkpoint?.next ?? 0
        let said = [evidence.outcome, evidence.answer, evidence.reject].compactMap { $0?.offset }
        let least = max(next, (said.max() ?? -1) + 1)
        guard evidence.updates.lowerBound <= next, least <= evidence.updates.upperBound else {
            return .halt(
                .lostRecords(
                    "records up to \(least) were folded, the log holds "
                        + "\(evidence.updates.lowerBound) up to \(evidence.updates.upperBound)"))
        }
        guard evidence.holdsCauses else {
            return .halt(.lostRecords("an update that was folded is another now, or is gone"))
        }
        return .proceed(highWater(checkpoint, evidence))
    }

    /// Each topic is without a gap, so all up to its last record is out. Rejects expire, but an
    /// event is appended only after the rejects before it were acknowledged, and a commit after
    /// both: whichever of them is the furthest, no reject up to there is missing.
    private static func highWater(_ checkpoint: Checkpoint?, _ evidence: Evidence) -> HighWater {
        HighWater(
            outcome: later(evidence.outcome, checkpoint?.outcome?.position),
            answer: later(evidence.answer, checkpoint?.answer?.position),
            reject: [
                evidence.reject?.offset, evidence.outcome?.offset, evidence.answer?.offset,
                checkpoint.map { $0.next - 1 },
            ].compactMap { $0 }.max())
    }

    private static func later(
        _ one: OutcomePosition?, _ other: OutcomePosition?
    ) -> OutcomePosition? {
        guard let one, let other else { return one ?? other }
        return max(one, other)
    }
}
