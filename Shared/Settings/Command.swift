/// One command of a program: how it is called, and what the program does for it.
public struct Command<Action: Sendable>: Sendable {
    /// One word or more: `push`, `token new`.
    public let name: String
    /// One line.
    public let summary: String
    /// More than the summary, where there is more to say.
    public let details: String
    public let operands: Operands
    public let options: [any AnyOption]
    /// Whether every setting is an option too.
    public let takesSettings: Bool
    /// Whole command lines.
    public let examples: [String]
    public let action: Action

    public init(
        _ name: String, _ summary: String, details: String = "", operands: Operands = .none,
        options: [any AnyOption] = [], takesSettings: Bool = false, examples: [String] = [],
        action: Action
    ) {
        self.name = name
        self.summary = summary
        self.details = details
        self.operands = operands
        self.options = options
        self.takesSettings = takesSettings
        self.examples = examples
        self.action = action
    }

    var words: [String] { name.split(separator: " ").map(String.init) }

    /// Every option that may be suggested.
    var optionNames: [String] {
        options.map(\.name) + ["help"] + (takesSettings ? Settings.optionNames : [])
    }
}

/// What a command takes beside its options.
public enum Operands: Sendable {
    case none
    /// Exactly one of each, by what stands for it in the help text.
    case each([String])
    case atLeastOne(String)
    case any(String)

    var usage: String {
        switch self {
        case .none: ""
        case .each(let names): names.map { " " + $0 }.joined()
        case .atLeastOne(let name): " \(name)…"
        case .any(let name): " [\(name)…]"
        }
    }

    func check(_ given: [String]) throws(UsageError) {
        switch self {
        case .none: if let first = given.first { throw .unexpected(first) }
        case .each(let names):
            if given.count < names.count { throw .missing(names[given.count]) }
            if given.count > names.count { throw .unexpected(given[names.count]) }
        case .atLeastOne(let name): if given.isEmpty { throw .missing(name) }
        case .any: return
        }
    }
}

/// What was given to a command.
public struct Arguments: Sendable {
    /// As many as the command declares.
    public let operands: [String]
    /// For `Settings`; empty where the command takes none.
    public let settings: [(name: String, value: String)]
    private let values: [String: any Sendable]

    init(
        operands: [String], settings: [(name: String, value: String)],
        values: [String: any Sendable]
    ) {
        self.operands = operands
        self.settings = settings
        self.values = values
    }

    /// The value of an option that the command declares.
    public subscript<Value>(option: Option<Value>) -> Value {
        guard let value = values[option.name] as? Value else {
            preconditionFailure("the command does not declare --\(option.name)")
        }
        return value
    }
}
