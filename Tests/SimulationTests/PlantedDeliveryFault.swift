import JSON
import Log
import Messages

@testable import Notify

/// A mistake in the wiring around a share of deliveries. The simulation is worth what it finds, and
/// each of these must be found.
enum PlantedDeliveryFault: CaseIterable {
    /// A position is committed before the call of the receiver has ended.
    case callNotAwaited
    /// A delivery counts as durably owed before its record is on the log.
    case noteNotAwaited
    /// A partition is taken over from the end of the outcomes, not from its position.
    case takenAtTail
    /// A partition is taken over before what its last owner wrote was read.
    case takenUnread
    /// What the group has given to another is delivered on.
    case claimKept

    /// How the first thing that goes wrong is told. What is not on the log is missed first where a
    /// command was carried out: it stays on the log, and nobody minds it. What was not read is
    /// missed where a replay was under way; whatever else there was is told once more.
    var sign: String {
        switch self {
        case .callNotAwaited, .takenAtTail, .takenUnread: "was never told"
        case .noteNotAwaited: "does not come to rest"
        case .claimKept: "though nothing failed"
        }
    }

    func distorted(_ claim: Claims.Claim) -> Claims.Claim {
        guard self == .takenUnread else { return claim }
        return Claims.Claim(partition: claim.partition, needed: [:], end: claim.end)
    }

    /// Falsifies what was read of positions.
    func distort(_ ledger: inout Ledger, _ claims: [Claims.Claim]) {
        guard self == .takenAtTail else { return }
        for claim in claims {
            let deliveries = Partition(.deliveries, claim.partition)
            for legacy in ledger.legacies(in: claim.partition) {
                let id = legacy.subscription.id
                let standing = SubscriptionStanding(
                    position: claim.end.map { OutcomesPlace(next: $0) })
                var writer = Writer()
                DeliveryRecord.standing(standing).encode(
                    about: id, at: ModelNotify.start, into: &writer)
                _ = ledger.apply(
                    StoredRecord(
                        offset: (ledger.progress[deliveries] ?? 0) - 1,
                        key: Array(DeliveryRecord.Key.standing(id).text.utf8),
                        value: writer.take()),
                    of: deliveries)
            }
        }
    }
}
