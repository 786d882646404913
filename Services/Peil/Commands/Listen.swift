internal import Crypto
internal import HTTP
internal import Settings

/// `peil listen`: a receiver of webhooks, to try subscriptions with.
enum Listen {
    private static let port = Option<Int>(
        "port", value: "N", .port, default: 9000, "Listen there; 0 takes a free one")
    private static let secrets = Option<[WebhookVerifier]>(
        "secret", value: "WHSEC", each: secret, "What the webhooks are signed with")

    private static let secret = Format<WebhookVerifier>(
        expected: "whsec_… or whpk_… as `peil subscribe` printed it",
        read: { WebhookVerifier($0) }, write: { $0.text })

    static let command = Command(
        "listen", "Receive webhooks and show them",
        details: "Verifies each by its signature: with --secret, else with the secrets that "
            + "`peil subscribe` kept for addresses of this host. One that is not signed with any "
            + "of them, or is more than five minutes old, is refused. Ends with ctrl-C.",
        options: [port, secrets, Status.json, Invocation.data],
        examples: ["peil listen", "peil listen --port 9001 --secret whsec_…"],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let settings = try invocation.settings(data: invocation[Invocation.data])
        let given = invocation[secrets]
        let kept = ListenSecrets(DataDirectory(path: settings.dataDirectory))
        let receiver = WebhookReceiver(
            verifiers: { given.isEmpty ? kept.verifiers() : given },
            asJSON: invocation[Status.json], invocation.console)
        let signals = Signals()
        let server: Server
        do throws(ServerError) {
            server = try Server(
                configuration: ServerConfiguration(host: "127.0.0.1", port: invocation[port]),
                router: receiver.router())
        } catch {
            throw .refused("\(error)", advice: "choose another with --port")
        }
        invocation.console.note(
            "Listening; subscribe with: peil subscribe http://127.0.0.1:\(server.port)/")
        signals.wait()
        server.drainAndStop(deadlineMilliseconds: 1_000)
    }
}
