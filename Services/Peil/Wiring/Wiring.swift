internal import Compute
internal import Crypto
internal import HTTP
internal import Ingest
internal import Log
internal import Notify
internal import Settings
internal import Telemetry

/// Makes each service from the settings and a log: for `peil up`, for the commands of one service,
/// and for tests.
///
///     let wiring = try Wiring(settings, logger: logger)
///     let face = try wiring.face(of: .ingest)
///     let log = try openLog(settings, logger: logger)
///     let service = try wiring.start(face, on: try FoundedLog(log))
struct Wiring: Sendable {
    private let settings: Settings
    private let authentication: Authentication
    private let tls: ServerConfiguration.TLS?
    private let logger: Logger

    init(_ settings: Settings, logger: Logger) throws(Failure) {
        self.settings = settings
        self.logger = logger
        authentication = Authentication(
            tokens: Tokens(file: TokensFile(path: settings.tokensFile)),
            readOpen: settings.readOpen)
        tls = try Self.certificate(settings)
    }

    /// Listens; the service that answers there is started by `start`.
    func face(of kind: ServiceKind) throws(Failure) -> Face {
        var configuration = ServerConfiguration(
            host: kind.host(settings), port: kind.port(settings))
        configuration.authentication = authentication
        configuration.tls = tls
        configuration.onRenewal = { [logger] error in
            guard let error else { return logger.info("a changed certificate is in use") }
            logger.error("a changed certificate is not used", ["reason": "\(error)"])
        }
        do throws(ServerError) { return try Face(kind, configuration) } catch {
            throw .refused(
                "\(error)",
                advice: "stop what listens there, or choose another with --\(kind).port")
        }
    }

    /// The service is at work, and answers at `face`, when it returns.
    func start(_ face: Face, on founded: FoundedLog) throws(Hindrance) -> any RunningService {
        switch face.kind {
        case .ingest: try ingest(face, founded)
        case .compute: compute(face, founded)
        case .notify: try notify(face, founded)
        }
    }

    private func ingest(_ face: Face, _ founded: FoundedLog) throws(Hindrance) -> IngestService {
        do throws(LogError) {
            let service = try IngestService(
                log: founded.log, identity: founded.identity, server: face.server,
                dataDirectory: settings.dataDirectory, logger: logger.for("ingest"),
                metrics: Metrics(extending: face.metrics), version: peilVersion)
            service.start()
            return service
        } catch { throw Hindrance(error, of: .ingest) }
    }

    private func compute(_ face: Face, _ founded: FoundedLog) -> ComputeProcess {
        let metrics = Metrics(extending: face.metrics)
        let logger = logger.for("compute")
        let service = ComputeService(
            log: founded.log, identity: founded.identity, directory: settings.dataDirectory,
            metrics: ComputeMetrics(metrics), logger: logger)
        return ComputeProcess(
            service, log: founded.log, server: face.server, metrics: metrics, logger: logger)
    }

    private func notify(_ face: Face, _ founded: FoundedLog) throws(Hindrance) -> NotifyService {
        var wishes = NotifyService.Settings(
            dataDirectory: settings.dataDirectory, version: peilVersion)
        do throws(Failure) { wishes.deliveries = try deliveries() } catch { throw .lasting(error) }
        do throws(NotifyService.StartError) {
            return try NotifyService(
                log: founded.log, identity: founded.identity, server: face.server, wishes,
                logger: logger.for("notify"), metrics: Metrics(extending: face.metrics))
        } catch .log(let error) {
            throw Hindrance(error, of: .notify)
        } catch .deliveries(.log(let error)) {
            throw Hindrance(error, of: .notify)
        } catch { throw .lasting(.cannotStart(.notify, "\(error)")) }
    }

    private func deliveries() throws(Failure) -> DeliverySettings {
        let key = try DataDirectory(path: settings.dataDirectory)
            .sealingKey(given: settings.webhooksKey?.text)
        var wishes = DeliverySettings(key: key)
        wishes.allowed = settings.webhooksAllow.compactMap { CIDR($0.description) }
        wishes.insecure =
            switch settings.webhooksInsecure {
            case .none: .none
            case .loopback: .loopback
            case .all: .all
            }
        wishes.setSchedule(delaysSeconds: settings.webhooksSchedule)
        wishes.userAgent = "peil/\(peilVersion)"
        return wishes
    }

    private static func certificate(
        _ settings: Settings
    ) throws(Failure) -> ServerConfiguration.TLS? {
        guard let certificate = settings.tlsCertificate, let key = settings.tlsKey else {
            guard settings.tlsCertificate == nil, settings.tlsKey == nil else {
                throw .usage(
                    "of tls.certificate and tls.key one is given without the other",
                    advice: "give both, or neither for plain HTTP")
            }
            return nil
        }
        do throws(ServerError) {
            return try ServerConfiguration.TLS(certificateFile: certificate, keyFile: key)
        } catch {
            throw .refused("\(error)", advice: "see that it is there and can be read")
        }
    }
}
