internal import Compute
internal import Crypto
internal import Founding
internal import Glibc
internal import HTTP
internal import Ingest
internal import LocalLog
internal import Log
internal import Notify
internal import Settings
internal import Store
internal import Telemetry

/// The three services in one process on a local log: `peil up`.
///
///     let installation = try Installation(settings, logger: logger)
///     installation.waitUntilReady()
///     …
///     installation.stop()
final class Installation: Sendable {
    let addresses: Addresses
    let directory: DataDirectory
    private let log: LocalLog
    private let ingest: IngestService
    private let compute: ComputeFace
    private let notify: NotifyService

    /// All listen when it returns. Throws where one cannot start, and then none runs.
    init(_ settings: Settings, logger: Logger) throws(Failure) {
        try Preflight.check(settings)
        directory = DataDirectory(path: settings.dataDirectory)
        let opened = try Self.open(settings)
        log = opened.log
        let tokens = TokensFile(path: settings.tokensFile)
        try directory.ensureAdminToken(in: tokens)
        let key = try directory.sealingKey(given: settings.webhooksKey?.text)
        let wiring = try Wiring(
            settings, log: log, identity: opened.identity, tokens: Tokens(file: tokens), key: key,
            logger: logger)
        compute = try wiring.compute()
        do throws(Failure) {
            ingest = try wiring.ingest()
        } catch {
            compute.stop(deadlineMilliseconds: 0)
            throw error
        }
        do throws(Failure) {
            notify = try wiring.notify()
        } catch {
            ingest.stop(deadlineMilliseconds: 0)
            compute.stop(deadlineMilliseconds: 0)
            throw error
        }
        ingest.start()
        addresses = Addresses(
            ingest: wiring.url(settings.ingestHost, ingest.port),
            compute: wiring.url(settings.computeHost, compute.port),
            notify: wiring.url(settings.notifyHost, notify.port))
        try addresses.write(to: directory)
    }

    private static func open(
        _ settings: Settings
    ) throws(Failure) -> (log: LocalLog, identity: LogIdentity) {
        do throws(FoundingError) {
            let log: LocalLog
            do throws(LogError) {
                log = try LocalLog(
                    directory: settings.dataDirectory,
                    partitions: Int32(settings.topicsPartitions))
            } catch { throw .log(error) }
            return (log, try found(log))
        } catch {
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
            addresses, token: token ?? nil, directory: directory, partitions: log.partitionCount)
    }

    /// Producers first, then what reads, then the log.
    func stop(deadlineMilliseconds: Int = 10_000) {
        Addresses.remove(from: directory)
        ingest.stop(deadlineMilliseconds: deadlineMilliseconds)
        compute.stop(deadlineMilliseconds: deadlineMilliseconds)
        notify.stop(deadlineMilliseconds: deadlineMilliseconds)
        log.close()
    }
}
