internal import Files

/// What was given in the three places, by the settings' names; the first place goes before.
struct Layers {
    static let configOption = "config"
    private static let fileLimits = YAML.Limits(bytes: 1 << 20, depth: 8, nodes: 10_000)
    private static let secretBytes = 64 << 10

    static func read(
        options: [(name: String, value: String)], environment: [String: String],
        file: (path: String, origin: Origin)?
    ) throws(SettingsError) -> [String: Given] {
        var layers = [Layer(), Layer(), Layer()]
        for (name, value) in options where name != configOption {
            try layers[0].add(name, value, .option("--" + name))
        }
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) {
            guard let name = Environment.setting(of: variable) else { continue }
            try layers[1].add(name, value, .environment(variable))
        }
        if let file { try read(file, into: &layers[2]) }
        return layers.reduce(into: [:]) { all, layer in
            all.merge(layer.given) { first, _ in first }
        }
    }

    private static func read(
        _ file: (path: String, origin: Origin), into layer: inout Layer
    ) throws(SettingsError) {
        let bytes = try contents(of: file.path, limit: fileLimits.bytes, file.origin)
        let root: YAML.Node
        do { root = try YAML.read(bytes.span, limits: fileLimits) } catch {
            throw .malformed(path: file.path, error)
        }
        var reader = SettingsFile(path: file.path, layer: layer)
        try reader.read(root)
        layer = reader.layer
    }

    static func secret(in path: String, _ origin: Origin) throws(SettingsError) -> String {
        let bytes = try contents(of: path, limit: secretBytes, origin)
        return String(decoding: bytes, as: UTF8.self).trimmed
    }

    private static func contents(
        of path: String, limit: Int, _ origin: Origin
    ) throws(SettingsError) -> [UInt8] {
        do throws(FileError) { return try SmallFile.contents(path, limit: limit) } catch {
            throw .unreadable(path: path, origin: origin, reason: error.reason)
        }
    }
}

/// What was given in one place.
struct Layer {
    private(set) var given: [String: Given] = [:]

    mutating func add(
        _ name: String, _ text: String, _ origin: Origin
    ) throws(SettingsError) {
        switch Declarations.meaning(of: name) {
        case .value(let setting):
            try put(setting, text, origin)
        case .file(let setting):
            try put(setting, Layers.secret(in: text, origin), origin)
        case nil:
            throw Self.unknown(name, origin)
        }
    }

    private mutating func put(
        _ setting: String, _ text: String, _ origin: Origin
    ) throws(SettingsError) {
        if let other = given[setting] {
            throw .twice(name: setting, origin: origin, other: other.origin)
        }
        given[setting] = Given(text: text, origin: origin)
    }

    static func unknown(
        _ name: String, _ origin: Origin, among names: [String] = Declarations.names
    ) -> SettingsError {
        let nearest = Suggestion.nearest(to: name, among: names)
        return .unknown(
            name: name, origin: origin, suggestion: nearest.map { origin.spelling(of: $0) })
    }
}
