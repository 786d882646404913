/// A program of several commands, and the reader of its command line.
///
///     let program = Program("peil", "Watches figures against targets", commands: commands)
///     switch try program.read(CommandLine.arguments.dropFirst()) {
///     case .help(let text): print(text)
///     case .run(let command, let arguments): command.action(arguments)
///     }
///
/// Options are `--name VALUE` or `--name=VALUE`, before, between or after the operands; after `--`
/// all is operands, and so is a lone `-`.
public struct Program<Action: Sendable>: Sendable {
    public let name: String
    public let summary: String
    public let commands: [Command<Action>]

    public init(_ name: String, _ summary: String, commands: [Command<Action>]) {
        self.name = name
        self.summary = summary
        self.commands = commands
    }

    public enum Request: Sendable {
        /// `--help`, or `help` and maybe a command: the text to print.
        case help(String)
        case run(Command<Action>, Arguments)
    }

    /// Understands the arguments, without the program's own name.
    public func read(_ arguments: some Sequence<String>) throws(UsageError) -> Request {
        let words = Array(arguments)
        guard let first = words.first else { throw .noCommand }
        if ["--help", "-h"].contains(first) { return .help(help) }
        if first == "help" {
            guard words.count > 1 else { return .help(help) }
            return .help(help(of: try command(in: words.dropFirst()).command))
        }
        let (command, rest) = try command(in: words[...])
        return try read(rest, for: command)
    }

    /// The command that the first words name, and the words after them.
    private func command(
        in words: ArraySlice<String>
    ) throws(UsageError) -> (command: Command<Action>, rest: ArraySlice<String>) {
        let named = commands.filter { words.starts(with: $0.words) }
        if let command = named.max(by: { $0.words.count < $1.words.count }) {
            return (command, words.dropFirst(command.words.count))
        }
        let first = words.first ?? ""
        guard !first.hasPrefix("-") else { throw .unknownOption(first, suggestion: nil) }
        let longer = commands.filter { $0.words.first == first }.map(\.name)
        guard longer.isEmpty else { throw .incompleteCommand(first, complete: longer) }
        let nearest = Suggestion.nearest(to: first, among: commands.map(\.name))
        throw .unknownCommand(first, suggestion: nearest)
    }

    private func read(
        _ words: ArraySlice<String>, for command: Command<Action>
    ) throws(UsageError) -> Request {
        var rest = words
        var operands: [String] = []
        var settings: [(name: String, value: String)] = []
        var texts: [String: [String]] = [:]
        while let word = rest.popFirst() {
            guard word != "--" else {
                operands += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            if word == "--help" || word == "-h" { return .help(help(of: command)) }
            let typed = Typed(word)
            if let option = command.options.first(where: { $0.name == typed.name }) {
                texts[option.name, default: []].append(try typed.value(of: option, &rest))
            } else if command.takesSettings, Settings.accepts(option: typed.name) {
                settings.append((typed.name, try typed.value(or: &rest)))
            } else {
                throw typed.unknown(among: command.optionNames)
            }
        }
        try command.operands.check(operands)
        var values: [String: any Sendable] = [:]
        for option in command.options {
            values[option.name] = try option.value(of: texts[option.name] ?? [])
        }
        return .run(
            command, Arguments(operands: operands, settings: settings, values: values))
    }
}

/// One option as it was typed.
private struct Typed {
    /// With one dash, no name of an option.
    let name: String
    private let word: Substring
    private let attached: String?

    init(_ typed: String) {
        word = typed.prefix { $0 != "=" }
        attached =
            word.endIndex < typed.endIndex ? String(typed[word.endIndex...].dropFirst()) : nil
        name = String(word.hasPrefix("--") ? word.dropFirst(2) : word)
    }

    func value(
        of option: any AnyOption, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        guard option.placeholder == nil else { return try value(or: &rest) }
        guard attached == nil else { throw .needlessValue(option: name) }
        return name
    }

    /// What is attached by `=`, else the next word.
    func value(or rest: inout ArraySlice<String>) throws(UsageError) -> String {
        if let attached { return attached }
        guard let next = rest.first, !next.hasPrefix("--") else { throw .noValue(option: name) }
        rest.removeFirst()
        return next
    }

    func unknown(among names: [String]) -> UsageError {
        let nearest = Suggestion.nearest(to: name, among: names)
        return .unknownOption(String(word), suggestion: nearest.map { "--" + $0 })
    }
}
