internal import Crypto
internal import HTTP
internal import JSON
internal import Settings

/// `peil push`: figures from files.
enum Push {
    private static let format = Option<FileFormat?>(
        "format", value: "F", .choice, "What the files are, where it cannot be seen")
    private static let partial = Option<Bool>(
        "partial", "Publish what is valid, whatever else is in the file")
    private static let dryRun = Option<Bool>(
        "dry-run", "Only say what would be new, revised and unchanged, and what refused")

    static let command = Command(
        "push", "Push new figures from files",
        details: "The format is known by the file's ending or by looking inside; packed files "
            + "(.gz, .zst) are sent as they are. One bad row and nothing of a file is published, "
            + "unless --partial is given. `-` is the standard input.",
        operands: .atLeastOne("FILE"), options: [format, partial, dryRun, Invocation.data],
        examples: [
            "peil push deploy/figures/nl-mkb-2025.csv",
            "curl -s https://example.org/figures.csv | peil push --format csv -",
            "peil push --partial --dry-run figures/*.csv",
        ],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        var parameters: API.Parameters = []
        if invocation[partial] { parameters.append(("partial", "true")) }
        var isRefused = false
        for path in invocation.operands {
            let submission = try Submission(
                path, format: invocation[format], parameters, key: randomKey())
            let isTaken =
                try invocation[dryRun]
                ? submission.tried(
                    with: services, isPartial: invocation[partial], invocation.console)
                : submission.send(to: services.ingest, invocation.console)
            if !isTaken { isRefused = true }
        }
        if isRefused { throw .told }
    }

    /// Pushes a file so that doing it again has no effect, however often.
    static func pushOnce(
        _ path: String, with services: Services, _ console: Console
    ) throws(Failure) {
        let key = try Upload(path).fingerprint()
        let submission = try Submission(path, format: nil, [], key: "file-\(key)")
        if try !submission.send(to: services.ingest, console) { throw .told }
    }

    private static func randomKey() -> String {
        Base64.urlSafe.encode(RandomBytes.make(count: 18).span)
    }
}
