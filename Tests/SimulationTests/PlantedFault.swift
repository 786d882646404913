@testable import Compute
import Log

/// A mistake in the wiring around the heart, or a promise that the log breaks. The simulation is
/// worth what it finds, and each of these must be found.
enum PlantedFault: CaseIterable {
    /// The state is committed before its outcomes are on the log.
    case commitBeforeAppend
    /// That the reader skipped a record is not noticed.
    case skippedGuard
    /// After a failed batch the log takes those that were sent behind it.
    case gapAfterFailure
    /// What is out already is not read when a partition is taken.
    case noHighWater
    /// The log loses acknowledged records.
    case lostTail
    /// It does, and nobody looks for them.
    case unseenLostTail

    /// How the first thing that goes wrong is told.
    var sign: String {
        switch self {
        case .commitBeforeAppend, .gapAfterFailure: "a gap"
        case .skippedGuard: "does not have"
        case .noHighWater, .unseenLostTail: "was out when the partition was taken"
        case .lostTail: "an alarm"
        }
    }

    var losesTail: Bool { self == .lostTail || self == .unseenLostTail }

    /// Falsifies what is read of the log when a partition is taken.
    func distort(_ evidence: inout Evidence, _ checkpoint: Checkpoint?) {
        switch self {
        case .commitBeforeAppend: evidence.holdsAcknowledged = true
        case .noHighWater:
            evidence.outcome = nil
            evidence.answer = nil
            evidence.reject = nil
        case .unseenLostTail:
            evidence.witness = checkpoint?.witness?.checksum
            evidence.updates = 0..<Int64.max
            evidence.holdsCauses = true
        case .skippedGuard, .gapAfterFailure, .lostTail: break
        }
    }
}
