internal import Files
internal import Founding
internal import Glibc
internal import HTTP
internal import LocalLog
internal import Log
internal import Settings
internal import Telemetry

/// The three services in one process on a local log: `peil up`.
///
///     let installation = try Installation(settings, logger: logger)
///     …
///     installation.stop()
final class Installation: Sendable {
    let addresses: Addresses
    let directory: DataDirectory
    private let founded: FoundedLog
    /// Producers first, then what reads.
    private let running: [any RunningService]

    /// All are at work when it returns. Throws where one cannot start, and then none runs.
    init(_ settings: Settings, logger: Logger) throws(Failure) {
        try Preflight.check(settings)
        let wiring = try Wiring(settings, logger: logger)
        let faces = try ServiceKind.allCases.map { kind throws(Failure) in
            try wiring.face(of: kind)
        }
        directory = DataDirectory(path: settings.dataDirectory)
        founded = try Self.open(settings, logger)
        try directory.ensureAdminToken(in: TokensFile(path: settings.tokensFile))
        var running: [any RunningService] = []
        do throws(Hindrance) {
            for face in faces { running.append(try wiring.start(face, on: founded)) }
        } catch {
            for service in running { service.stop(deadlineMilliseconds: 0) }
            throw error.failure
        }
        self.running = running
        func url(_ kind: ServiceKind) -> String { faces.first { $0.kind == kind }?.url ?? "" }
        addresses = Addresses(
            ingest: url(.ingest), compute: url(.compute), notify: url(.notify),
            certificate: settings.tlsCertificate.map(Self.absolute))
        try addresses.write(to: directory)
    }

    /// The path as it is from anywhere. Links in it stay: a renewal may turn them.
    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = unsafe getcwd(nil, 0) else { return path }
        defer { unsafe free(folder) }
        return unsafe "\(String(cString: folder))/\(path)"
    }

    private static func open(
        _ settings: Settings, _ logger: Logger
    ) throws(Failure) -> FoundedLog {
        let log: any Log
        do throws(LogError) { log = try openLog(settings, logger: logger) } catch {
            throw busy(settings, "\(error)")
        }
        if let successor = (log as? LocalLog)?.successor {
            throw .refused(
                "the log in \(settings.dataDirectory) is sealed: it goes on as \(successor)",
                advice: "run `peil ingest`, `peil compute` and `peil notify` there, or name "
                    + "another directory with --data")
        }
        do throws(FoundingError) { return try FoundedLog(log) } catch {
            throw busy(settings, "\(error)")
        }
    }

    private static func busy(_ settings: Settings, _ reason: String) -> Failure {
        .refused(
            reason,
            advice: "see what else uses \(settings.dataDirectory), or name another directory "
                + "with --data")
    }

    /// Why one of the services cannot do its work now; nil: all can.
    var fault: String? { running.fault }

    /// Waits until what is on the log now is folded and on the board, as long as nothing hinders
    /// that. False when a signal came before.
    func waitUntilCaughtUp(_ signals: Signals) throws(Failure) -> Bool {
        // First for what makes outcomes, then for those.
        for _ in 0..<2 {
            let extents = try LogSource.reading { () throws(LogError) in
                try LogBrowser(log: founded.log).extents()
            }
            let ends = Dictionary(
                uniqueKeysWithValues: extents.map { ($0.partition, $0.offsets.upperBound) })
            while fault == nil, !running.allSatisfy({ $0.hasTaken(ends) }) {
                if signals.haveCome(withinMilliseconds: 1) { return false }
            }
        }
        return true
    }

    /// Once it is ready: returns at the first signal; throws when a service has ended by itself.
    func watch(until signals: Signals, _ logger: Logger) throws(Failure) {
        try Peil.watch(running, areReady: true, until: signals, logger)
    }

    /// The services as a command of this process reaches them, with the admin's token.
    var services: Services {
        let token = try? SmallFile.text(directory.adminToken)
        return Services(
            addresses, token: token ?? nil, directory: directory,
            partitions: founded.log.partitionCount)
    }

    /// Producers first, then what reads, then the log.
    func stop(deadlineMilliseconds: Int = 10_000) {
        Addresses.remove(from: directory)
        for service in running { service.stop(deadlineMilliseconds: deadlineMilliseconds) }
        founded.log.close()
    }
}
