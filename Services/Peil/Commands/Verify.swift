internal import Settings

/// `peil verify`: whether what is served is what the log makes.
enum Verify {
    private static let fromLog = Option<Bool>(
        "from-log", "Hold only the log against itself, not state and board")

    static let command = Command(
        "verify", "Fold the log once more and compare",
        details: "Every outcome and every answer on the log is made again and compared byte for "
            + "byte; then each state of compute in the data directory that no compute holds, up to "
            + "where it ends, and notify's board, where notify answers. Ends with status 1 at the "
            + "first difference. "
            + LogSource.details,
        options: [fromLog], takesSettings: true,
        examples: ["peil verify", "peil verify --from-log", "PEIL_LOG=kafka peil verify"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, try invocation.settings())
        let source = try LogSource(invocation)
        let isWhole = !invocation[fromLog]
        var states: String?
        if case .direct = source, isWhole { states = services.directory.path }
        var verification = try Verification(source, states: states)
        try verification.run()
        var agreed = [
            "\(Wording.count(verification.tally.updates, "update"))",
            "\(Wording.count(verification.tally.events, "event"))",
        ]
        if !verification.tally.states.isEmpty {
            let count = Wording.count(verification.tally.states.count, "partition")
            let files = Wording.count(verification.tally.files, "file")
            agreed.append("compute's state of \(count), in \(files)")
        } else if states != nil {
            invocation.console.note(
                "compute's state is not compared: in \(services.directory.path) is none that no "
                    + "compute holds")
        }
        if isWhole, source.isLive, try compares(services.notify, with: verification, invocation) {
            agreed.append("the board")
        }
        invocation.console.print(
            "\(invocation.console.palette.paint("agree", .good)): "
                + agreed.joined(separator: ", "))
    }

    /// False, and said, where the board cannot be compared now.
    private static func compares(
        _ notify: API, with verification: Verification, _ invocation: Invocation
    ) throws(Failure) -> Bool {
        guard notify.answers else {
            invocation.console.note(
                "the board is not compared: notify at \(notify.base) does not answer "
                    + "(PEIL_NOTIFY_URL)")
            return false
        }
        guard let difference = try verification.boardDifference(at: notify) else { return true }
        guard try verification.isStillWhole() else {
            invocation.console.note(
                "the board is not compared: the log went on meanwhile; try when it rests")
            return false
        }
        throw .difference(difference)
    }
}
