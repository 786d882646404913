/// A property of librdkafka, set as `kafka.<property>`: any there is, librdkafka itself checks it.
struct KafkaProperty: Hashable {
    /// As librdkafka names it: `bootstrap.servers`.
    let name: String

    static let prefix = "kafka."
    static let defaults = ["bootstrap.servers": "127.0.0.1:9092"]

    /// Nil where the setting is none of Kafka's.
    init?(setting: String) {
        guard setting.hasPrefix(Self.prefix), setting != Self.prefix else { return nil }
        name = String(setting.dropFirst(Self.prefix.count))
    }

    /// Hidden in listings, and may stand in a file of its own.
    var isSecret: Bool {
        ["password", "secret", "passphrase", "pem", "oauthbearer.config"]
            .contains { name.hasSuffix($0) }
    }
}

extension Settings {
    /// The properties given, and the defaults of those that are not, with their listing.
    static func kafka(
        _ given: [String: Given]
    ) -> (properties: [String: String], entries: [Entry]) {
        var properties = KafkaProperty.defaults
        var origins: [String: Origin] = [:]
        for (setting, value) in given {
            guard let property = KafkaProperty(setting: setting) else { continue }
            properties[property.name] = value.text
            origins[property.name] = value.origin
        }
        let entries = properties.sorted { $0.key < $1.key }.compactMap { name, value -> Entry? in
            let setting = KafkaProperty.prefix + name
            guard let property = KafkaProperty(setting: setting) else { return nil }
            return Entry(
                name: setting, value: property.isSecret ? Secret.placeholder : value,
                origin: origins[name] ?? .default,
                meaning: name == "bootstrap.servers"
                    ? "The brokers to begin with, as host:port, separated by commas"
                    : "A property of librdkafka")
        }
        return (properties, entries)
    }
}
