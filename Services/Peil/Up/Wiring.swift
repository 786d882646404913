internal import Compute
internal import Crypto
internal import Founding
internal import HTTP
internal import Ingest
internal import Log
internal import Notify
internal import Settings
internal import Telemetry

/// Makes each service from the settings.
struct Wiring {
    private let settings: Settings
    private let log: any Log
    private let identity: LogIdentity
    private let authentication: Authentication
    private let key: SealingKey
    private let tls: ServerConfiguration.TLS?
    private let logger: Logger

    init(
        _ settings: Settings, log: any Log, identity: LogIdentity, tokens: Tokens,
        key: SealingKey, logger: Logger
    ) throws(Failure) {
        self.settings = settings
        self.log = log
        self.identity = identity
        self.key = key
        self.logger = logger
        authentication = Authentication(tokens: tokens, readOpen: settings.readOpen)
        tls = try Self.certificate(settings)
    }

    func ingest() throws(Failure) -> IngestService {
        do throws(IngestError) {
            return try IngestService(
                log: log, identity: identity,
                configuration: server(settings.ingestHost, settings.ingestPort),
                dataDirectory: settings.dataDirectory, logger: logger.for("ingest"),
                metrics: Metrics(), version: peilVersion)
        } catch { throw .cannotStart("ingest", "\(error)") }
    }

    func compute() throws(Failure) -> ComputeFace {
        let metrics = Metrics()
        let service = ComputeService(
            log: log, identity: identity, directory: settings.dataDirectory,
            metrics: ComputeMetrics(metrics), logger: logger.for("compute"))
        do throws(ServerError) {
            return try ComputeFace(
                service, log: log,
                configuration: server(settings.computeHost, settings.computePort),
                metrics: metrics, logger: logger.for("compute"))
        } catch { throw .cannotStart("compute", "\(error)") }
    }

    func notify() throws(Failure) -> NotifyService {
        var wishes = NotifyService.Settings(
            server: server(settings.notifyHost, settings.notifyPort),
            dataDirectory: settings.dataDirectory, version: peilVersion)
        wishes.deliveries = deliveries
        do throws(NotifyService.StartError) {
            return try NotifyService(
                log: log, identity: identity, wishes, logger: logger.for("notify"),
                metrics: Metrics())
        } catch { throw .cannotStart("notify", "\(error)") }
    }

    private var deliveries: DeliverySettings {
        var wishes = DeliverySettings(key: key, dataDirectory: settings.dataDirectory)
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

    /// Where a service of this host is reached that listens at `host`.
    func url(_ host: String, _ port: Int) -> String {
        let everywhere = ["0.0.0.0", "::"]
        let name = everywhere.contains(host) ? "127.0.0.1" : host
        let address = name.contains(":") ? "[\(name)]" : name
        return "\(tls == nil ? "http" : "https")://\(address):\(port)"
    }

    private func server(_ host: String, _ port: Int) -> ServerConfiguration {
        var configuration = ServerConfiguration(host: host, port: port)
        configuration.authentication = authentication
        configuration.tls = tls
        return configuration
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
        do throws(SmallFile.Refusal) {
            return ServerConfiguration.TLS(
                certificate: try SmallFile.read(certificate) ?? "",
                key: try SmallFile.read(key) ?? "")
        } catch {
            throw .refused("\(error)", advice: "see that it is there and can be read")
        }
    }
}

extension Failure {
    static func cannotStart(_ service: String, _ reason: String) -> Failure {
        .refused(
            "\(service) cannot start: \(reason)",
            advice: "correct that and start again; nothing runs")
    }
}
