internal import JSON
internal import Settings

/// `peil status`: how far the targets are.
enum Status {
    static let area = Option<String?>("area", value: "A", .text, "Only figures of this area")
    static let json = Option<Bool>("json", "As JSON, for programs")

    static let command = Command(
        "status", "Show how far the targets are",
        operands: .any("INDICATOR"), options: [area, json, Invocation.data],
        examples: ["peil status", "peil status nl.mkb.cloud --area NL", "peil status --json"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        let progress = try entries(
            services.notify, indicators: invocation.operands, area: invocation[area])
        if invocation[json] {
            invocation.console.print(
                Value.object([Value.Member("progress", .array(progress))]).description)
        } else {
            try show(progress, services.notify, invocation.console, invocation.language)
        }
    }

    /// Of all indicators when none is named.
    static func entries(
        _ notify: API, indicators: [String] = [], area: String? = nil
    ) throws(Failure) -> [Value] {
        let narrowed: API.Parameters = area.map { [("area", $0)] } ?? []
        guard !indicators.isEmpty else {
            return try notify.list("/v1/progress", "progress", narrowed)
        }
        var entries: [Value] = []
        for indicator in indicators {
            entries += try notify.list(
                "/v1/progress", "progress", narrowed + [("indicator", indicator)])
        }
        return entries
    }

    static func show(
        _ progress: [Value], _ notify: API, _ console: Console, _ language: String
    ) throws(Failure) {
        guard !progress.isEmpty else {
            console.print("No targets yet; `peil define FILE` sets them.")
            return
        }
        let indicators = try notify.list("/v1/indicators", "indicators")
        let targets = try notify.list("/v1/targets", "targets")
        let table = StatusTable(
            indicators: indicators, targets: targets, language: language,
            hasBars: console.isTerminal)
        table.table(of: progress).print(on: console)
    }
}
