/// Every setting there is. A property here is all it takes to add one: `Settings` reads, checks,
/// lists and hands it out by it.
public struct Declarations: Sendable {
    public let log = Key<LogKind>(
        "log", .choice, service: .kafka, up: .local,
        "Which log: Kafka, or a local one in the data directory")

    public let topicsPrefix = Key<String>(
        "topics.prefix", .text, default: "peil.",
        "What the names of the topics begin with")
    public let topicsPartitions = Key<Int>(
        "topics.partitions", .number(in: 1...1000), default: 12,
        "Partitions of topics that are made because they are absent; checked when present")
    public let topicsReplication = Key<Int>(
        "topics.replication", .number(in: -1...100), default: -1,
        "Copies of topics that are made; -1 is the broker's default")

    public let dataDirectory = Key<String>(
        "data.directory", .path, default: Self.dataDirectory, option: "data",
        "Where the SQLite files are")

    public let ingestHost = Key<String>(
        "ingest.host", .host, service: Self.everywhere, up: Self.loopback,
        "The address ingest listens on")
    public let ingestPort = Key<Int>(
        "ingest.port", .port, default: 8081,
        "The port of ingest; 0 takes a free one and says which")
    public let computeHost = Key<String>(
        "compute.host", .host, service: Self.everywhere, up: Self.loopback,
        "The address compute listens on for health and metrics")
    public let computePort = Key<Int>(
        "compute.port", .port, default: 8082,
        "The port of compute's health and metrics; 0 takes a free one and says which")
    public let notifyHost = Key<String>(
        "notify.host", .host, service: Self.everywhere, up: Self.loopback,
        "The address notify listens on")
    public let notifyPort = Key<Int>(
        "notify.port", .port, default: 8080,
        "The port of notify and the board; 0 takes a free one and says which")

    public let tokensFile = Key<String>(
        "tokens.file", .path, derived: { $0.dataDirectory + "/tokens" },
        "The tokens' hashes, names and scopes; read again when it changes")
    public let readOpen = Key<Bool>(
        "read.open", .truth, default: true,
        "Whether the board and the reading API need no token")

    public let tlsCertificate = Key<String?>(
        "tls.certificate", .optional(.path), default: nil,
        "The certificate chain (PEM) of both faces; read again when it changes; none: plain HTTP")
    public let tlsKey = Key<String?>(
        "tls.key", .optional(.path), default: nil,
        "The private key (PEM) of the certificate; read again when it changes")

    public let webhooksAllow = Key<[Network]>(
        "webhooks.allow", .list(of: .network),
        derived: { $0.mode == .up ? Self.localNetworks : [] },
        "Private networks that webhooks may go to")
    public let webhooksInsecure = Key<InsecureTargets>(
        "webhooks.insecure", .choice, service: .none, up: .loopback,
        "Whether webhooks may go to http:// addresses: to none, to this host's own, to all")
    public let webhooksSchedule = Key<[Double]>(
        "webhooks.schedule", .list(of: .seconds),
        default: [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
        "Seconds to wait before each repeated attempt of a delivery")
    public let webhooksKey = Key<Secret?>(
        "webhooks.key", .optional(.secret), default: nil,
        "Encrypts the secrets of subscriptions; the same everywhere; peil up makes one when absent"
    )

    public let loggingLevel = Key<LoggingLevel>(
        "logging.level", .choice, default: .info,
        "The least severe lines that are logged")
    public let loggingFormat = Key<LoggingFormat>(
        "logging.format", .choice, derived: { $0.isTerminal ? .text : .json },
        "How lines are logged: text on a terminal, else json")

    static let dataDirectory = "peil-data"
    private static let everywhere = "0.0.0.0"
    private static let loopback = "127.0.0.1"
    private static let localNetworks = ["127.0.0.0/8", "::1/128"].compactMap { Network($0) }
}

/// Values of `log`.
public enum LogKind: String, CaseIterable, Sendable { case kafka, local }

/// Values of `webhooks.insecure`.
public enum InsecureTargets: String, CaseIterable, Sendable {
    case none = "false"
    /// Towards this host only.
    case loopback
    case all = "true"
}

/// Values of `logging.level`.
public enum LoggingLevel: String, CaseIterable, Sendable { case debug, info, warning, error }

/// Values of `logging.format`.
public enum LoggingFormat: String, CaseIterable, Sendable { case text, json }

extension Declarations {
    static let keys = Declarations()

    /// Every property above, in that order.
    static let all = Mirror(reflecting: keys).children.compactMap { $0.value as? any Declared }

    private static let byOption: [String: any Declared] = Dictionary(
        uniqueKeysWithValues: all.flatMap { key in key.options.map { ($0, key) } })

    /// What a name means where settings are given.
    enum Meaning {
        case value(of: String)
        /// The path of a file that has the value in it.
        case file(of: String)
    }

    static func meaning(of name: String) -> Meaning? {
        if let key = byOption[name] { return .value(of: key.name) }
        let stem = name.hasSuffix(".file") ? String(name.dropLast(5)) : name
        if let property = KafkaProperty(setting: stem) {
            if stem == name { return .value(of: name) }
            return property.isSecret ? .file(of: stem) : .value(of: name)
        }
        if stem != name, let key = byOption[stem], key.isSecret { return .file(of: key.name) }
        return nil
    }

    /// Every name a setting can have, but for Kafka's properties.
    static var names: [String] {
        all.flatMap { $0.isSecret ? $0.options + ["\($0.name).file"] : $0.options }
    }
}
