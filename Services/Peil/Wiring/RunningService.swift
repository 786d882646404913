internal import Glibc
internal import Ingest
internal import Log
internal import Notify
internal import Telemetry

/// A service at work.
protocol RunningService: Sendable {
    /// Why it cannot do its work now; nil: it can.
    var fault: String? { get }
    /// Why it has ended by itself; nil: it has not.
    var ended: String? { get }
    /// Whether it has done all that is its to do about what the log holds before these offsets.
    func hasTaken(_ ends: [Partition: Int64]) -> Bool
    /// Finishes what it has begun, or breaks it off at the deadline; returns when nothing of it
    /// runs any more.
    func stop(deadlineMilliseconds: Int)
}

extension RunningService {
    var ended: String? { nil }
    func hasTaken(_ ends: [Partition: Int64]) -> Bool { true }
}

// Each is asked once, for it may answer otherwise the next time (and a lazy map asks twice).
extension [any RunningService] {
    /// Why one of them cannot do its work now; nil: all can.
    var fault: String? { compactMap(\.fault).first }
    /// Why one of them has ended by itself; nil: none has.
    var ended: String? { compactMap(\.ended).first }
}

extension IngestService: RunningService {}
extension NotifyService: RunningService {}

/// Tells the log lines when the services become ready, which they are by now if `areReady`, and
/// when they are no longer; returns at the first signal. Throws when a service has ended by itself.
func watch(
    _ services: [any RunningService], areReady: Bool = false, until signals: Signals,
    _ logger: Logger
) throws(Failure) {
    var wasReady = areReady
    var told: String?
    repeat {
        if let reason = services.ended {
            throw .refused(reason, advice: "correct that and start again")
        }
        let fault = services.fault
        if let fault, wasReady || told != fault {
            logger.warning("not ready", ["reason": fault])
        } else if fault == nil, !wasReady {
            logger.info("ready")
        }
        wasReady = fault == nil
        told = fault
    } while !signals.haveCome(withinMilliseconds: 500)
    signals.wait()
    logger.info("stopping; a second signal ends at once")
}
