internal import Founding
internal import Log
internal import Messages
internal import Settings
internal import Telemetry
internal import Threading

/// One service in a process of its own, on a log that others share. It waits for that log as long
/// as it takes, and says so at its face.
///
///     let service = try OneService(.compute, settings, logger: logger)
///     try service.run(until: Signals())
final class OneService: Sendable {
    private let face: Face
    private let log: any Log
    private let wiring: Wiring
    private let logger: Logger

    private typealias Start = Result<(service: any RunningService, on: FoundedLog), Hindrance>

    private static let longestPauseMilliseconds = 5_000
    private static let deadlineMilliseconds = 10_000

    /// Listens when it returns. Throws where a person must act first.
    init(_ kind: ServiceKind, _ settings: Settings, logger: Logger) throws(Failure) {
        try Preflight.check(kind, settings)
        self.logger = logger
        wiring = try Wiring(settings, logger: logger)
        face = try wiring.face(of: kind)
        try Preflight.makeDirectory(settings.dataDirectory)
        do throws(LogError) {
            log = try openLog(settings, logger: logger, metrics: face.metrics)
        } catch {
            throw .cannotStart(kind, "\(error)")
        }
    }

    /// Serves until a signal comes; then finishes what it has begun.
    func run(until signals: Signals) throws(Failure) {
        logger.info("listening", ["service": face.kind.rawValue, "url": face.url])
        guard let (service, founded) = try started(signals) else {
            // Whoever waits for the log holds it; nothing was begun.
            return logger.info("stopped before the log was there")
        }
        defer {
            service.stop(deadlineMilliseconds: Self.deadlineMilliseconds)
            founded.log.close()
            logger.info("stopped")
        }
        logger.info("at work", ["log": founded.identity.log.text])
        try watch([service], until: signals, logger)
    }

    /// Nil when a signal came before.
    private func started(
        _ signals: Signals
    ) throws(Failure) -> (service: any RunningService, on: FoundedLog)? {
        var pause = 100
        while true {
            guard let start = attempt(signals) else { return nil }
            do throws(Hindrance) { return try start.get() } catch {
                guard case .passing(let reason) = error else { throw error.failure }
                face.waits(for: reason)
                logger.warning(
                    "the log is waited for", ["reason": reason, "milliseconds": pause])
            }
            if signals.haveCome(withinMilliseconds: pause) { return nil }
            pause = min(pause * 2, Self.longestPauseMilliseconds)
        }
    }

    /// Tries once, on a thread of its own, for that may take longer than an operator waits.
    private func attempt(_ signals: Signals) -> Start? {
        let answer = Monitor<Start?>(nil)
        let (face, log, wiring) = (face, log, wiring)
        _ = Thread(name: "start") {
            let start = Start { () throws(Hindrance) in
                let founded: FoundedLog
                do throws(FoundingError) { founded = try FoundedLog(log) } catch {
                    throw Hindrance(error, of: face.kind)
                }
                return (try wiring.start(face, on: founded), founded)
            }
            answer.with { $0 = start }
        }
        while !signals.haveCome() {
            if let start = answer.wait(timeoutMilliseconds: 50, until: { $0 }) { return start }
        }
        return nil
    }
}
