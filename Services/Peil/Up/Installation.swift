internal import Founding
internal import HTTP
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
        founded = try Self.open(settings)
        try directory.ensureAdminToken(in: TokensFile(path: settings.tokensFile))
        var running: [any RunningService] = []
        do throws(Failure) {
            for face in faces { running.append(try wiring.start(face, on: founded)) }
        } catch {
            for service in running { service.stop(deadlineMilliseconds: 0) }
            throw error
        }
        self.running = running
        func url(_ kind: ServiceKind) -> String { faces.first { $0.kind == kind }?.url ?? "" }
        addresses = Addresses(
            ingest: url(.ingest), compute: url(.compute), notify: url(.notify))
        try addresses.write(to: directory)
    }

    private static func open(_ settings: Settings) throws(Failure) -> FoundedLog {
        do throws(FoundingError) { return try FoundedLog(settings) } catch {
            throw .refused(
                "\(error)",
                advice: "see what else uses \(settings.dataDirectory), or name another "
                    + "directory with --data")
        }
    }

    /// The services as a command of this process reaches them, with the admin's token.
    var services: Services {
        let token = try? SmallFile.read(directory.adminToken)
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
