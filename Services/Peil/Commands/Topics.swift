internal import JSON
internal import Settings

/// `peil topics`: what the log holds.
enum Topics {
    static let command = Command(
        "topics", "Show what the log's topics hold",
        details: "Through the peil up that runs in the data directory, else from its file.",
        options: [Status.json, Invocation.data], examples: ["peil topics"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        let topics = try LogSource(services).topics()
        if invocation[Status.json] {
            invocation.console.print(Value.array(topics).description)
            return
        }
        var table = Table([
            .init("topic"), .init("partition", .right), .init("records", .right),
            .init("first", .right), .init("next", .right),
        ])
        for one in topics {
            func number(_ name: String) -> Table.Cell { .init("\(Int(one[name]?.number ?? 0))") }
            let isEmpty = one["records"]?.number == 0
            table.add([
                .init(one["topic"]?.string ?? "", isEmpty ? .faint : .plain), number("partition"),
                number("records"), number("first"), number("next"),
            ])
        }
        table.print(on: invocation.console)
    }
}
