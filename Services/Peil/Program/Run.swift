internal import Settings

/// The version of this program and of the services in it.
let peilVersion = "0.1.0"

/// What a command does.
struct Action: Sendable {
    let perform: @Sendable (Invocation) throws(Failure) -> Void

    init(_ perform: @escaping @Sendable (Invocation) throws(Failure) -> Void) {
        self.perform = perform
    }
}

/// Understands a command line, does what it says, and gives the status to exit with. Errors go to
/// the console's errors, with a line on what to do.
func run(
    _ words: some Sequence<String>, _ environment: [String: String], _ console: Console
) -> Int32 {
    let words = Array(words)
    if words == ["--version"] || words == ["-V"] {
        console.print("peil \(peilVersion)")
        return 0
    }
    do throws(UsageError) {
        switch try peil.read(words) {
        case .help(let text):
            console.write(text)
            return 0
        case .run(let command, let arguments):
            return run(
                command, Invocation(arguments, environment: environment, console: console))
        }
    } catch {
        let command = words.first.flatMap { word in
            peil.commands.first { $0.name == word }
        }
        let help = command.map { "peil help \($0.name)" } ?? "peil help"
        console.fail("\(error)", advice: "`\(help)` says how it is used")
        return UsageError.exitCode
    }
}

private func run(_ command: Command<Action>, _ invocation: Invocation) -> Int32 {
    do throws(Failure) {
        try command.action.perform(invocation)
        return 0
    } catch {
        if let (message, advice) = error.words { invocation.console.fail(message, advice: advice) }
        return error.exitCode
    }
}

/// The whole command line.
let peil = Program<Action>(
    "peil", "Watches published figures against policy targets",
    commands: [
        Up.command, Serve.ingest, Serve.compute, Serve.notify, Define.command, Push.command,
        Status.command, Explain.command, Watch.command, Subscribe.command, Subscriptions.command,
        Deliveries.command, Replay.command, Listen.command, TokenCommands.new, TokenCommands.list,
        TokenCommands.revoke, Topics.command, Tail.command, Verify.command, LogCommands.copy,
        Health.command, SettingsCommand.command,
    ])
