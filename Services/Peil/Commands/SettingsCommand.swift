internal import JSON
internal import Settings

/// `peil settings`: every setting, and where its value came from.
enum SettingsCommand {
    static let command = Command(
        "settings", "List all settings with their values and where these came from",
        details: "A setting is given on the command line (--ingest.port 8081), else in the "
            + "environment (PEIL_INGEST_PORT), else in the YAML file that --config or PEIL_CONFIG "
            + "names, else it has its default: here that of peil up.",
        options: [Status.json], takesSettings: true,
        examples: ["peil settings", "peil settings --config peil.yaml --json"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let entries = try invocation.settings().entries
        if invocation[Status.json] {
            invocation.console.print(json(entries))
            return
        }
        var table = Table([
            .init("setting"), .init("value", least: 16), .init("from", least: 12),
            .init("meaning", least: 20),
        ])
        for entry in entries {
            let origin = "\(entry.origin)"
            table.add([
                .init(entry.name, .strong), .init(entry.value),
                .init(origin, origin == "default" ? .faint : .good), .init(entry.meaning),
            ])
        }
        table.print(on: invocation.console)
    }

    private static func json(_ entries: [Settings.Entry]) -> String {
        var writer = Writer()
        writer.array { writer in
            for entry in entries {
                writer.object {
                    $0.member("setting", entry.name)
                    $0.member("value", entry.value)
                    $0.member("origin", "\(entry.origin)")
                    $0.member("meaning", entry.meaning)
                }
            }
        }
        return String(decoding: writer.take(), as: UTF8.self)
    }
}
