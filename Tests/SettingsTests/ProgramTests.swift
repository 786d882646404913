import Testing

@testable import Settings

@Suite("Command lines") struct ProgramTests {
    private static let port = Option<Int>(
        "port", value: "PORT", .port, default: 9000, "Where to listen")
    private static let format = Option<String?>(
        "format", value: "F", .text,
        "What the files are; found out from their beginning when left out")
    private static let types = Option<[String]>("type", value: "T", each: .text, "Only these")
    private static let partial = Option<Bool>("partial", "Publish what is valid")

    private let program = Program(
        "peil", "Watches figures against targets",
        commands: [
            Command(
                "push", "Push figures", operands: .atLeastOne("FILE"),
                options: [format, partial, types], examples: ["peil push figures.csv"], action: 1),
            Command("listen", "Receive webhooks", options: [port], action: 2),
            Command("token new", "Make a token", operands: .each(["NAME"]), action: 3),
            Command("token list", "List the tokens", action: 4),
            Command("up", "Run all", operands: .any("X"), takesSettings: true, action: 5),
        ])

    private func run(_ words: String...) throws -> (action: Int, arguments: Arguments) {
        guard case .run(let command, let arguments) = try program.read(words) else {
            throw UsageError.noCommand
        }
        return (command.action, arguments)
    }

    private func message(_ words: String...) -> String? {
        #expect(throws: UsageError.self) { try program.read(words) }?.description
    }

    @Test("Options stand anywhere, with their value attached or beside them")
    func options() throws {
        let (action, given) = try run(
            "push", "--type", "a", "one.csv", "--format=csv", "--partial", "-", "--type=b=c", "--",
            "--help")
        #expect(action == 1)
        #expect(given.operands == ["one.csv", "-", "--help"])
        #expect(given[Self.format] == "csv")
        #expect(given[Self.types] == ["a", "b=c"])
        #expect(given[Self.partial])
    }

    @Test("What is not given has its default")
    func absent() throws {
        let push = try run("push", "f").arguments
        #expect(push[Self.format] == nil)
        #expect(push[Self.types].isEmpty)
        #expect(!push[Self.partial])
        #expect(try run("listen").arguments[Self.port] == 9000)
        #expect(try run("listen", "--port", "0").arguments[Self.port] == 0)
    }

    @Test("A command can have two words")
    func words() throws {
        #expect(try run("token", "new", "press").action == 3)
        #expect(try run("token", "new", "press").arguments.operands == ["press"])
        #expect(try run("token", "list").action == 4)
    }

    @Test("Settings are options of the commands that take them")
    func settings() throws {
        let (action, given) = try run(
            "up", "--data", "d", "--kafka.client.id=x", "--config", "f", "--topics.replication",
            "-1")
        #expect(action == 5)
        #expect(
            given.settings.map(\.name) == [
                "data", "kafka.client.id", "config", "topics.replication",
            ])
        #expect(given.settings.map(\.value) == ["d", "x", "f", "-1"])
    }

    @Test("What is not understood says what is meant")
    func errors() {
        #expect(message() == "no command given")
        #expect(message("pusj") == "unknown command \"pusj\"; did you mean push?")
        #expect(message("token") == "\"token\" is not complete: token new, token list")
        #expect(message("--data", "x") == "unknown option --data")
        #expect(
            message("push", "f", "--formt=x") == "unknown option --formt; did you mean --format?")
        #expect(message("push", "f", "-x") == "unknown option -x")
        #expect(
            message("up", "--ingest.prot", "1")
                == "unknown option --ingest.prot; did you mean --ingest.port?")
        #expect(message("push", "f", "--data", "x") == "unknown option --data")
        #expect(message("push") == "FILE is missing")
        #expect(message("token", "new") == "NAME is missing")
        #expect(message("token", "new", "a", "b") == "\"b\" is one argument too many")
        #expect(message("token", "list", "a") == "\"a\" is one argument too many")
        #expect(message("push", "f", "--partial=yes") == "--partial takes no value")
        #expect(message("push", "f", "--format") == "--format needs a value")
        #expect(message("push", "f", "--format", "--partial") == "--format needs a value")
        #expect(message("listen", "--port", "1", "--port=2") == "--port is given twice")
        #expect(
            message("listen", "--port", "x")
                == "--port is \"x\", expected a whole number from 0 to 65535")
        #expect(message("push", "f", "--type=") == "--type is \"\", expected a text")
    }

    @Test("Help lists the commands, and says how each is used")
    func help() throws {
        for words in [["--help"], ["-h"], ["help"]] {
            guard case .help(let text) = try program.read(words) else {
                Issue.record("no help")
                return
            }
            #expect(text.hasPrefix("Watches figures against targets.\n\nUsage: peil COMMAND"))
            #expect(text.contains("\n  token new   Make a token\n"))
        }
        for words in [["help", "push"], ["push", "--help"], ["push", "-h", "--nonsense"]] {
            guard case .help(let text) = try program.read(words) else {
                Issue.record("no help")
                return
            }
            #expect(
                text == """
                    Push figures.

                    Usage: peil push FILE… [OPTIONS]

                    Options:
                      --format F  What the files are; found out from their beginning when left out
                      --partial   Publish what is valid
                      --type T    Only these
                      --help      Print this text

                    Examples:
                      peil push figures.csv

                    """)
        }
        #expect(program.help(of: program.commands[4]).contains("--ingest.port 8081"))
    }
}
