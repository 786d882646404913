internal import HTTP
internal import JSON
internal import Settings

/// `peil replay`: events of the past, once more.
enum Replay {
    private static let since = Option<String>(
        "since", value: "T", .text, default: "", "From this time on, such as 2026-06-12")
    private static let until = Option<String?>("until", value: "T", .text, "Before this time")

    static let command = Command(
        "replay", "Have the events of a time sent once more",
        operands: .each(["SUBSCRIPTION"]), options: [since, until, Invocation.data],
        examples: ["peil replay sub_4f0c --since 2026-06-01 --until 2026-07-01"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        guard !invocation[since].isEmpty else {
            throw .usage("--since is missing", advice: "`peil help replay` says how it is used")
        }
        let services = try Services(invocation, data: invocation[Invocation.data])
        let id = invocation.operands[0]
        var writer = Writer()
        writer.object {
            $0.member("since", invocation[since])
            if let until = invocation[until] { $0.member("until", until) }
        }
        _ = try services.notify.post(
            "/v1/subscriptions/\(PercentCoding.encode(id))/replay", writer.take())
        invocation.console.print("The events are being sent to \(id) once more.")
    }
}
