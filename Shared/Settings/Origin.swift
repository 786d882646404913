/// Where a setting's value came from.
public enum Origin: Hashable, Sendable {
    case `default`
    case file(path: String, line: Int)
    /// The variable's name.
    case environment(String)
    /// As it was typed: `--ingest.port`.
    case option(String)

    /// How a setting is named there, for suggestions.
    func spelling(of name: String) -> String {
        switch self {
        case .default, .file: name
        case .environment: Environment.variable(for: name)
        case .option: "--" + name
        }
    }
}

extension Origin: CustomStringConvertible {
    public var description: String {
        switch self {
        case .default: "default"
        case .file(let path, let line): "\(path), line \(line)"
        case .environment(let variable): variable
        case .option(let option): option
        }
    }
}
