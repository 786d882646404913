internal import JSON
internal import Settings

/// `peil topics`: what the log holds.
enum Topics {
    static let command = Command(
        "topics", "Show what the log's topics hold",
        details: LogSource.details, options: [Status.json], takesSettings: true,
        examples: ["peil topics", "peil topics --log kafka"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let topics = try LogSource(invocation).topics()
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
