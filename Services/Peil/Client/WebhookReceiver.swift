internal import Crypto
internal import HTTP
internal import JSON
internal import Time

/// Takes webhooks, verifies them and shows them.
struct WebhookReceiver: Sendable {
    private let verifiers: @Sendable () -> [WebhookVerifier]
    private let asJSON: Bool
    private let console: Console

    private enum Verdict {
        case verified
        /// No secret is known to verify with.
        case unknown
        case refused(String)
    }

    /// `verifiers` is asked at each webhook.
    init(
        verifiers: @escaping @Sendable () -> [WebhookVerifier], asJSON: Bool, _ console: Console
    ) {
        self.verifiers = verifiers
        self.asJSON = asJSON
        self.console = console
    }

    func router() -> Router {
        var router = Router()
        for path in ["/", "/{path}", "/{path}/{more}"] {
            router.add(.post, path, needs: .nothing, bodyLimitBytes: 1 << 20) {
                request, responder in
                responder.answer(receive(request))
            }
            // CloudEvents' web hook, section 4: consent to be called.
            router.add(.options, path, needs: .nothing) { request, responder in
                var response = Response.empty(200)
                response.headers = [
                    (
                        "webhook-allowed-origin",
                        request.headers["webhook-request-origin"] ?? "*"
                    ), ("webhook-allowed-rate", "*"),
                ]
                responder.answer(response)
            }
        }
        return router
    }

    private func receive(_ request: Request) -> Response {
        switch verdict(on: request) {
        case .verified: show(request.body, "verified", .good)
        case .unknown: show(request.body, "not verified: no secret is known", .fair)
        case .refused(let reason):
            console.note("\(console.palette.paint("refused", .poor))  a webhook that \(reason)")
            return Problem(400, "Bad Request", detail: "This webhook \(reason).").response
        }
        return .empty(204)
    }

    private func verdict(on request: Request) -> Verdict {
        let known = verifiers()
        guard !known.isEmpty else { return .unknown }
        guard let id = request.headers["webhook-id"],
            let time = request.headers["webhook-timestamp"].flatMap({ Int64($0) }),
            let signatures = request.headers["webhook-signature"]
        else { return .refused("is not signed") }
        let signature = WebhookSignature(id: id, timestampSeconds: time, signatures: signatures)
        do throws(WebhookSignatureError) {
            try signature.verify(
                body: request.body.span, verifiers: known,
                nowSeconds: Timestamp.now().milliseconds / 1000)
            return .verified
        } catch {
            switch error {
            case .outOfTime: return .refused("is more than five minutes old, or of the future")
            case .notSigned: return .refused("is not signed with a secret that is known here")
            }
        }
    }

    private func show(_ body: [UInt8], _ word: String, _ tone: Tone) {
        if asJSON {
            console.print(bytes: body)
            return
        }
        let mark = console.palette.paint("[\(word)]", tone)
        guard let event = try? Value(body.span) else {
            console.print("\(mark) \(body.count) bytes that are no JSON")
            return
        }
        let type = event["type"]?.string ?? "no type"
        let headline = Headline(event).painted(console.palette)
        console.print("\(mark) \(headline)  \(console.palette.paint(type, .faint))")
    }
}
