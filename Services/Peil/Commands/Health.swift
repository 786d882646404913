internal import HTTP
internal import Settings

/// `peil health`: whether a service can do its work, for whoever starts and watches it.
enum Health {
    static let command = Command(
        "health", "Ask a service whether it can do its work",
        details: "Asks its /readyz. Exits with 0 when it can, with 1 and what is wrong when it "
            + "cannot, and with 69 when nobody answers there: for health checks of containers.",
        operands: .each(["URL"]), examples: ["peil health http://127.0.0.1:8082"],
        action: Action(run))

    private static let timeoutMilliseconds = 5_000

    private static func run(_ invocation: Invocation) throws(Failure) {
        let service = API(
            name: "the service", base: invocation.operands[0], variable: nil, token: nil,
            client: Client(ClientConfiguration(policy: .any)))
        var request = service.request(.get, "/readyz")
        request.totalTimeoutMilliseconds = timeoutMilliseconds
        if let fault = API.fault(in: try service.send(request)) {
            throw .refused(
                "\(service.base) is not ready: \(fault)",
                advice: "its log says since when; it goes on by itself when that is over")
        }
        invocation.console.print("ready")
    }
}
