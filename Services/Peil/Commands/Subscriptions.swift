internal import JSON
internal import Settings

/// `peil subscriptions`: who is sent what.
enum Subscriptions {
    static let command = Command(
        "subscriptions", "List your subscriptions",
        options: [Status.json, Invocation.data],
        examples: ["peil subscriptions", "peil subscriptions --json"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        let all = try services.notify.list("/v1/subscriptions", "subscriptions")
        if invocation[Status.json] {
            invocation.console.print(Value.array(all).description)
            return
        }
        guard !all.isEmpty else {
            invocation.console.print("No subscriptions yet; `peil subscribe URL` makes one.")
            return
        }
        var table = Table([.init("id"), .init("url", least: 20), .init("state"), .init("filter")])
        for one in all {
            let state = one["state"]?.string ?? (one["enabled"]?.boolean == false ? "off" : "on")
            let filter = one["filter"] ?? .object([])
            table.add([
                .init(one["id"]?.string ?? "", .strong), .init(one["url"]?.string ?? ""),
                .init(state), .init(filter.members.isEmpty ? "everything" : "\(filter)"),
            ])
        }
        table.print(on: invocation.console)
    }
}
