public import Files

/// Why the tokens file is not usable.
public enum TokensError: Error, Hashable, Sendable {
    /// A line is not `name hash scope…`: correct it; until then the tokens read before hold.
    case malformed(path: String, line: Int)
    /// Choose another name: 1 to 64 letters, digits and `.`, `_`, `-`, `@`; and a scope at least.
    case invalidName(String)
    case file(FileError)
}

extension TokensError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let path, let line):
            "\(path), line \(line): not a token; expected its name, 64 hexadecimal digits, scopes"
        case .invalidName(let name):
            "\"\(name)\" cannot name a token: use letters, digits, and . _ - @, and give a scope"
        case .file(let error):
            error.description
        }
    }
}
