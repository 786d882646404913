internal import HTTP
internal import JSON
internal import Settings

/// `peil define`: indicators and targets from a catalogue file.
enum Define {
    private static let dryRun = Option<Bool>("dry-run", "Only say what would change")

    static let command = Command(
        "define", "Define indicators and targets from a catalogue file",
        details: "The file is YAML or JSON with lists of `indicators` and `targets`. What stands "
            + "there already is unchanged; nothing is removed.",
        operands: .each(["FILE"]), options: [dryRun, Invocation.data],
        examples: [
            "peil define deploy/catalogue/nl-mkb.yaml",
            "peil define --dry-run deploy/catalogue/nl-mkb.yaml",
        ],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        try define(
            invocation.operands[0], with: services, dryRun: invocation[dryRun],
            invocation.console)
    }

    /// Says of each definition what became of it; throws when one was refused.
    static func define(
        _ path: String, with services: Services, dryRun: Bool, _ console: Console
    ) throws(Failure) {
        let upload = try Upload(path)
        let isJSON = path.hasSuffix(".json")
        var request = services.ingest.request(
            .post, "/v1/catalogue", dryRun ? [("dryRun", "true")] : [])
        request.source = upload.source()
        request.headers.append(
            ("content-type", isJSON ? "application/json" : "application/yaml"))
        let answer = try services.ingest.document(of: services.ingest.send(request))
        for item in answer["items"]?.elements ?? [] { show(item, console) }
        let counts = ["created", "changed", "unchanged", "refused", "pending"].compactMap { name in
            let count = Int(answer[name]?.number ?? 0)
            return count > 0 ? "\(count) \(name)" : nil
        }
        let summary = counts.isEmpty ? "nothing in it" : counts.joined(separator: ", ")
        console.print("\(path): \(summary)" + (dryRun ? " (nothing was defined)" : ""))
        if answer["refused"]?.number ?? 0 > 0 { throw .told }
    }

    private static func show(_ item: Value, _ console: Console) {
        guard let result = item["result"]?.string, result != "unchanged" else { return }
        let tone: Tone = result == "refused" ? .poor : result == "pending" ? .fair : .good
        let word = console.palette.paint(result, tone)
        if let code = item["indicator"]?.string { console.print("\(word) indicator \(code)") }
        if let id = item["target"]?.string { console.print("\(word) target \(id)") }
        for error in item["errors"]?.elements ?? [] { console.print("  \(Fault(error))") }
    }
}
