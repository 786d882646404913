internal import Ingest
internal import Notify

/// A service at work.
protocol RunningService: Sendable {
    /// Finishes what it has begun, or breaks it off at the deadline; returns when nothing of it
    /// runs any more.
    func stop(deadlineMilliseconds: Int)
}

extension IngestService: RunningService {}
extension NotifyService: RunningService {}
