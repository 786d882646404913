internal import JSON
internal import Settings

/// `peil watch`: the events as they come.
enum Watch {
    private static let since = Option<String?>(
        "since", value: "T", .text, "Begin with the events of this time, such as 2026-06-12")
    private static let json = Option<Bool>("json", "The events themselves, one a line")

    static let command = Command(
        "watch", "Show events as they come",
        details: "Goes on where it was cut. Ends with ctrl-C.",
        options: EventFilterOptions.all + [since, json, Invocation.data],
        examples: ["peil watch", "peil watch --type met --type unmet --indicator 'nl.mkb.*'"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        var parameters = EventFilterOptions.parameters(invocation)
        if let since = invocation[since] { parameters.append(("since", since)) }
        let console = invocation.console
        let asJSON = invocation[json]
        let stream = EventStreamFollower(services.notify, parameters, console)
        try stream.follow { data in
            if asJSON {
                console.print(bytes: data)
            } else if let event = try? Value(data.span) {
                let time = event["time"]?.string ?? ""
                console.print("\(time)  \(Headline(event).painted(console.palette))")
            }
        }
    }
}
