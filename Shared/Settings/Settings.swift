/// The settings in force, each with where it came from.
///
///     let settings = try Settings(mode: .up, options: given, environment: Environment.current())
///     listen(on: settings.notifyHost, port: settings.notifyPort)
///
/// A value given on the command line goes before one in the environment (`PEIL_NOTIFY_PORT`), that
/// before one in the file (`--config FILE` or `PEIL_CONFIG`), and that before the default. Each
/// property of `Declarations` is one of `Settings`, with its value.
@dynamicMemberLookup
public struct Settings: Sendable {
    /// What the settings are for, which decides some defaults.
    public enum Mode: Sendable {
        /// One service of several, on Kafka unless told otherwise.
        case service
        /// All services in one process for one machine.
        case up
    }

    /// One line of `peil settings`.
    public struct Entry: Hashable, Sendable {
        public let name: String
        /// As it would be written in a file; secrets are hidden, what is absent is empty.
        public let value: String
        public let origin: Origin
        public let meaning: String
    }

    /// By librdkafka's own names: `["bootstrap.servers": "127.0.0.1:9092"]`.
    public let kafka: [String: String]
    /// Every setting.
    public let entries: [Entry]
    private let values: [String: any Sendable]

    /// Resolves all settings.
    ///
    /// - Parameters:
    ///   - mode: what the settings are for.
    ///   - options: names without dashes, and values, as typed; a name may also be `config`.
    ///   - environment: all variables; those that do not begin with `PEIL_` are ignored.
    ///   - isTerminal: whether the log lines go to a terminal.
    /// - Throws: the first fault, which the operator corrects.
    public init(
        mode: Mode, options: [(name: String, value: String)] = [],
        environment: [String: String] = [:], isTerminal: Bool = false
    ) throws(SettingsError) {
        let file = Self.configFile(options: options, environment: environment)
        let given = try Layers.read(options: options, environment: environment, file: file)
        let circumstances = Circumstances(
            mode: mode, isTerminal: isTerminal,
            dataDirectory: given["data.directory"]?.text ?? Declarations.dataDirectory)
        var entries: [Entry] = []
        var values: [String: any Sendable] = [:]
        for key in Declarations.all {
            let resolved = try key.resolve(given[key.name], circumstances)
            entries.append(resolved.entry)
            values[key.name] = resolved.value
        }
        let (properties, kafkaEntries) = Self.kafka(given)
        self.values = values
        self.kafka = properties
        self.entries = entries + kafkaEntries
    }

    public subscript<Value>(dynamicMember path: KeyPath<Declarations, Key<Value>>) -> Value {
        let key = Declarations.keys[keyPath: path]
        guard let value = values[key.name] as? Value else {
            preconditionFailure("\(key.name) was resolved with all others")
        }
        return value
    }

    /// Whether a service's command line takes `--name`.
    static func accepts(option name: String) -> Bool {
        name == Layers.configOption || Declarations.meaning(of: name) != nil
    }

    /// The options of a service's command line, but for `--kafka.<property>`.
    static var optionNames: [String] { [Layers.configOption] + Declarations.names }

    private static func configFile(
        options: [(name: String, value: String)], environment: [String: String]
    ) -> (path: String, origin: Origin)? {
        if let option = options.last(where: { $0.name == Layers.configOption }) {
            return (option.value, .option("--" + Layers.configOption))
        }
        return environment[Environment.config].map { ($0, .environment(Environment.config)) }
    }
}
