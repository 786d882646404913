internal import Settings

/// `peil verify`: whether what is served is what the log makes.
enum Verify {
    private static let fromLog = Option<Bool>(
        "from-log", "Hold only the log against itself, not state and board")

    static let command = Command(
        "verify", "Fold the log once more and compare",
        details: "Every outcome and every answer on the log is made again and compared byte for "
            + "byte. While peil up runs in the data directory, notify's board is compared too; "
            + "while it does not, compute's state is. Ends with status 1 at the first difference.",
        options: [fromLog, Invocation.data], examples: ["peil verify", "peil verify --from-log"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        let source = try LogSource(services)
        var states: String?
        if case .direct = source, !invocation[fromLog] { states = services.directory.path }
        var verification = try Verification(source, states: states)
        try verification.run()
        var agreed = [
            "\(Wording.count(verification.tally.updates, "update"))",
            "\(Wording.count(verification.tally.events, "event"))",
        ]
        if states != nil {
            let count = Wording.count(verification.tally.states, "partition")
            agreed.append("compute's state of \(count)")
        }
        if case .running = source, !invocation[fromLog] {
            if let difference = try verification.board.difference(from: services.notify) {
                throw .difference(difference)
            }
            agreed.append("the board")
        }
        invocation.console.print(
            "\(invocation.console.palette.paint("agree", .good)): "
                + agreed.joined(separator: ", "))
    }
}
