internal import HTTP
internal import JSON
internal import Settings

/// `peil subscribe`: events to a URL.
enum Subscribe {
    private static let ordered = Option<Bool>(
        "ordered", "Never out of order within a series; one that fails holds its series up")
    private static let provisional = Option<Bool?>(
        "provisional", value: "true|false", .truth, "Only what rests on provisional figures, or not"
    )
    private static let asymmetric = Option<Bool>(
        "ed25519", "Sign so that the receiver cannot (v1a) in the place of a shared secret")
    private static let handshake = Option<Bool>(
        "handshake", "Ask the receiver first whether it wants to be called")
    private static let description = Option<String?>(
        "description", value: "TEXT", .text, "What it is for")

    static let command = Command(
        "subscribe", "Have events sent to a URL",
        details: "Prints the subscription's id and, once, the secret that its webhooks are signed "
            + "with. Without --type all that is said of targets is sent.",
        operands: .each(["URL"]),
        options: EventFilterOptions.all
            + [provisional, ordered, asymmetric, handshake, description, Invocation.data],
        examples: [
            "peil subscribe http://127.0.0.1:9000/",
            "peil subscribe https://example.org/peil --type met --type unmet --area NL",
        ],
        action: Action(run))

    private static func run(_ invocation: Invocation) throws(Failure) {
        let services = try Services(invocation, data: invocation[Invocation.data])
        let url = invocation.operands[0]
        let answer = try services.notify.post("/v1/subscriptions", body(url, invocation))
        guard let id = answer["id"]?.string else {
            throw .refused(
                "notify answered no id", advice: "see that it is of this version: peil --version")
        }
        let console = invocation.console
        console.print("subscription  \(id)")
        // Of a pair of keys the receiver gets the public one.
        let key = answer["publicKey"]?.string
        guard let secret = key ?? answer["secret"]?.string else { return }
        console.print("\(key == nil ? "secret    " : "public key")    \(secret)")
        if ListenSecrets.isLocal(url), ListenSecrets(services.directory).add(id, url, secret) {
            console.note(
                "The secret is kept for `peil listen` on this host, in "
                    + "\(services.directory.listenSecrets).")
        } else {
            console.note("The secret is shown once: give it to the receiver.")
        }
    }

    private static func body(_ url: String, _ invocation: Invocation) -> [UInt8] {
        var writer = Writer()
        writer.object { writer in
            writer.member("url", url)
            writer.name("filter")
            EventFilterOptions.write(
                invocation, provisional: invocation[provisional], to: &writer)
            if invocation[asymmetric] { writer.member("signature", "v1a") }
            if invocation[ordered] { writer.member("ordered", true) }
            if invocation[handshake] { writer.member("handshake", true) }
            if let text = invocation[description] { writer.member("description", text) }
        }
        return writer.take()
    }
}
