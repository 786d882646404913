extension Program {
    /// All commands, one a line.
    public var help: String {
        let width = commands.map(\.name.count).max() ?? 0
        let list = commands.map { Help.item($0.name, $0.summary, indent: width + 4) }
        return """
            \(summary).

            Usage: \(name) COMMAND [OPTIONS]

            Commands:
            \(list.joined(separator: "\n"))

            `\(name) help COMMAND` says more about one.

            """
    }

    /// How `command` is used.
    public func help(of command: Command<Action>) -> String {
        let options = command.options.map(Help.option) + [("--help", "Print this text")]
        let width = min(28, (options.map(\.0.count).max() ?? 0) + 4)
        var parts = [
            "\(command.summary).",
            "Usage: \(name) \(command.name)\(command.operands.usage) [OPTIONS]",
        ]
        if !command.details.isEmpty { parts.append(Help.wrapped(command.details, indent: 0)) }
        let lines = options.map { Help.item($0.0, $0.1, indent: width) }
        parts.append("Options:\n" + lines.joined(separator: "\n"))
        if command.takesSettings {
            parts.append(
                Help.wrapped(
                    "Every setting is an option too, as in --ingest.port 8081, and --config FILE "
                        + "reads them from a file; `\(name) settings` lists them.", indent: 0))
        }
        if !command.examples.isEmpty {
            parts.append("Examples:\n" + command.examples.map { "  " + $0 }.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }
}

/// How help texts are laid out: 80 columns.
private enum Help {
    static func option(_ option: any AnyOption) -> (String, String) {
        ("--\(option.name)" + (option.placeholder.map { " " + $0 } ?? ""), option.meaning)
    }

    /// A name, and its meaning beside it or, where the name is long, below it.
    static func item(_ name: String, _ meaning: String, indent: Int) -> String {
        let text = wrapped(meaning, indent: indent)
        let start = "  " + name
        guard start.count + 1 < indent else {
            return start + "\n" + text
        }
        return start + text.dropFirst(start.count)
    }

    /// Lines of at most 80 columns, each with `indent` spaces before it.
    static func wrapped(_ text: String, indent: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, indent + line.count + word.count + 1 > 80 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
        return lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
    }
}
