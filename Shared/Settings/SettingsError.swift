/// Why the settings cannot be used: the process does not start, the operator corrects the place
/// that the error names.
public enum SettingsError: Error, Hashable, Sendable {
    /// No setting has this name.
    case unknown(name: String, origin: Origin, suggestion: String?)
    /// The text is no value of this setting. What was found is nil where it is a secret.
    case wrong(name: String, origin: Origin, found: String?, expected: String)
    /// The same setting twice in one place.
    case twice(name: String, origin: Origin, other: Origin)
    /// A file that a setting names cannot be read.
    case unreadable(path: String, origin: Origin?, reason: String)
    /// The file is no YAML.
    case malformed(path: String, YAMLError)
}

extension SettingsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let name, let origin, let suggestion):
            switch origin {
            case .environment, .option: "unknown setting \(origin)" + Self.hint(suggestion)
            case .default, .file: "\(origin): unknown setting \(name)" + Self.hint(suggestion)
            }
        case .wrong(let name, let origin, let found, let expected):
            "\(origin): \(name) is \(found.map { "\"\($0)\"" } ?? "not right"), "
                + "expected \(expected)"
        case .twice(let name, let origin, let other):
            "\(origin): \(name) is given already (\(other))"
        case .unreadable(let path, let origin, let reason):
            (origin.map { "\($0): " } ?? "") + "cannot read \(path): \(reason)"
        case .malformed(let path, let error): "\(path), \(error)"
        }
    }

    private static func hint(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean \($0)?" } ?? "; `peil settings` lists them all"
    }
}
