/// Reads a settings file: mappings within each other, or names with dots, or both.
///
///     ingest:
///       port: 8081
///     kafka.bootstrap.servers: [one:9092, two:9092]
struct SettingsFile {
    let path: String
    private(set) var layer: Layer

    init(path: String, layer: Layer) {
        self.path = path
        self.layer = layer
    }

    mutating func read(_ root: YAML.Node) throws(SettingsError) {
        switch root {
        case .mapping(let pairs, _): try read(pairs, under: "")
        case .scalar(let scalar) where scalar.isNull: return
        case .scalar, .sequence:
            throw .malformed(
                path: path, .refused(root.place, "expected settings, as in \"ingest.port: 8081\""))
        }
    }

    private mutating func read(
        _ pairs: [YAML.Pair], under prefix: String
    ) throws(SettingsError) {
        for pair in pairs {
            let name = prefix + pair.key.text
            let origin = Origin.file(path: path, line: pair.key.place.line)
            switch pair.value {
            case .mapping(let inner, _):
                guard Self.isGroup(name) else {
                    throw Layer.unknown(name, origin, among: Self.groups)
                }
                try read(inner, under: name + ".")
            case .sequence(let elements, _):
                try layer.add(name, joined(elements, name), origin)
            case .scalar(let scalar) where scalar.isNull:
                // Left at its default, but a name must be right.
                guard Self.isGroup(name) || Declarations.meaning(of: name) != nil else {
                    throw Layer.unknown(name, origin)
                }
            case .scalar(let scalar):
                try layer.add(name, scalar.text, origin)
            }
        }
    }

    private func joined(
        _ elements: [YAML.Node], _ name: String
    ) throws(SettingsError) -> String {
        var texts: [String] = []
        for element in elements {
            guard case .scalar(let scalar) = element else {
                throw .wrong(
                    name: name, origin: .file(path: path, line: element.place.line),
                    found: "a collection", expected: "a single value")
            }
            texts.append(scalar.text)
        }
        return texts.joined(separator: ",")
    }

    /// What settings stand under: `ingest`, `webhooks`, `webhooks.key`.
    private static let groups = (Declarations.names + [KafkaProperty.prefix]).flatMap { name in
        name.indices.filter { name[$0] == "." }.map { String(name[..<$0]) }
    }

    private static func isGroup(_ name: String) -> Bool {
        groups.contains(name) || name.hasPrefix(KafkaProperty.prefix)
    }
}
