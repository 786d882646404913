/// Why a command line is not understood: the program says so and ends with `exitCode`.
public enum UsageError: Error, Hashable, Sendable {
    /// The status that usage errors end with.
    public static let exitCode: Int32 = 2

    case noCommand
    case unknownCommand(String, suggestion: String?)
    /// The word begins several commands: these.
    case incompleteCommand(String, complete: [String])
    /// Named as it was typed, with its dashes.
    case unknownOption(String, suggestion: String?)
    case noValue(option: String)
    /// A flag with a value.
    case needlessValue(option: String)
    case wrong(option: String, found: String, expected: String)
    case twice(option: String)
    /// An operand that the command does not take.
    case unexpected(String)
    /// An operand that the command needs.
    case missing(String)
}

extension UsageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noCommand: "no command given"
        case .unknownCommand(let name, let suggestion):
            "unknown command \"\(name)\"" + Self.hint(suggestion)
        case .incompleteCommand(let name, let complete):
            "\"\(name)\" is not complete: " + complete.joined(separator: ", ")
        case .unknownOption(let name, let suggestion):
            "unknown option \(name)" + Self.hint(suggestion)
        case .noValue(let option): "--\(option) needs a value"
        case .needlessValue(let option): "--\(option) takes no value"
        case .wrong(let option, let found, let expected):
            "--\(option) is \"\(found)\", expected \(expected)"
        case .twice(let option): "--\(option) is given twice"
        case .unexpected(let operand): "\"\(operand)\" is one argument too many"
        case .missing(let operand): "\(operand) is missing"
        }
    }

    private static func hint(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean \($0)?" } ?? ""
    }
}
