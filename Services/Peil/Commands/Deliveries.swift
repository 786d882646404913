internal import HTTP
internal import JSON
internal import Settings

/// `peil deliveries`: what was sent, and what became of it.
enum Deliveries {
    private static let state = Option<DeliveryState?>(
        "state", value: "S", .choice, "Only pending, delivered or dead ones")

    private enum DeliveryState: String, CaseIterable, Sendable { case pending, delivered, dead }

    static let command = Command(
        "deliveries", "List what was sent to subscribers",
        details: "Of one subscription, or of all of yours.", operands: .any("SUBSCRIPTION"),
        options: [state, Status.json, Invocation.data],
        examples: ["peil deliveries", "peil deliveries sub_4f0c --state dead"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        var ids = invocation.operands
        if ids.isEmpty {
            ids = try services.notify.list("/v1/subscriptions", "subscriptions")
                .compactMap { $0["id"]?.string }
        }
        let states = invocation[state].map { [$0] } ?? DeliveryState.allCases
        var all: [(id: String, delivery: Value)] = []
        for id in ids {
            let path = "/v1/subscriptions/\(PercentCoding.encode(id))/deliveries"
            for state in states {
                let wish = [("state", state.rawValue)] as API.Parameters
                all += try services.notify.list(path, "deliveries", wish).map { (id, $0) }
            }
        }
        if invocation[Status.json] {
            invocation.console.print(Value.array(all.map(\.delivery)).description)
        } else {
            show(all, invocation.console)
        }
    }

    private static func show(_ all: [(id: String, delivery: Value)], _ console: Console) {
        guard !all.isEmpty else {
            console.print("No deliveries yet.")
            return
        }
        var table = Table([
            .init("subscription"), .init("event"), .init("state"),
            .init("attempts", .right), .init("last answer", least: 12), .init("next attempt"),
        ])
        for (id, one) in all {
            let state = one["state"]?.string ?? ""
            let attempts = one["attempts"]?.elements ?? []
            let last = attempts.last
            let answer = last?["status"]?.number.map { "\(Int($0))" } ?? last?["error"]?.string
            let count = max(attempts.count, Int(one["failures"]?.number ?? 0))
            table.add([
                .init(id), .init(one["event"]?.string ?? ""),
                .init(state, state == "dead" ? .poor : state == "delivered" ? .good : .fair),
                .init("\(count)"), .init(answer ?? ""), .init(one["due"]?.string ?? ""),
            ])
        }
        table.print(on: console)
    }
}
