internal import Crypto
internal import HTTP
internal import Messages
internal import Time

/// Makes the requests that attempts are: signed with every valid secret of the subscription.
struct Courier: Sendable {
    private struct Signing {
        let version: Int
        let secrets: [(secret: WebhookSecret, expires: Timestamp?)]
    }

    private let key: SealingKey
    private let userAgent: String
    /// Who asks for consent, as CloudEvents' OPTIONS request names it.
    private let origin: String
    private var signings: [SubscriptionID: Signing] = [:]

    static let timeoutMilliseconds = 15_000
    /// How much of an answer is kept.
    static let answerLimitBytes = 20_000

    init(key: SealingKey, userAgent: String, origin: String) {
        self.key = key
        self.userAgent = userAgent
        self.origin = origin
    }

    /// A subscription's secrets, opened once a version; nil when they are sealed under another key.
    private mutating func signing(of subscription: Subscription) -> Signing? {
        if let known = signings[subscription.id], known.version == subscription.version {
            return known
        }
        var secrets: [(secret: WebhookSecret, expires: Timestamp?)] = []
        for sealed in subscription.secrets {
            guard let secret = key.open(sealed, of: subscription.id) else {
                signings[subscription.id] = nil
                return nil
            }
            secrets.append((secret, sealed.expires))
        }
        let signing = Signing(version: subscription.version, secrets: secrets)
        signings[subscription.id] = signing
        return signing
    }

    mutating func dismiss(_ id: SubscriptionID) { signings[id] = nil }

    /// Nil for a subscription whose secrets cannot be opened.
    mutating func request(
        for attempt: Attempt, of subscription: Subscription, at now: Timestamp
    ) -> ClientRequest? {
        guard let signing = signing(of: subscription) else { return nil }
        let request: ClientRequest
        switch attempt.matter {
        case .event(let event, _, _, _):
            request = signed(attempt.body, id: event.text, to: subscription, signing, now)
        case .test(let command):
            let body = TestEvent.encode(command)
            request = signed(body, id: TestEvent.id(of: command), to: subscription, signing, now)
        case .consent(let url): request = consent(of: url)
        }
        return request
    }

    private func signed(
        _ body: [UInt8], id: String, to subscription: Subscription, _ signing: Signing,
        _ now: Timestamp
    ) -> ClientRequest {
        let valid = signing.secrets.filter { $0.expires.map { $0 > now } ?? true }
        let signature = WebhookSignature.sign(
            id: id, timestampSeconds: now.milliseconds / 1000, body: body.span,
            secrets: valid.map(\.secret))
        var request = prepared(.post, subscription.terms.url, body)
        request.headers = [
            ("content-type", "application/cloudevents+json"), ("user-agent", userAgent),
            ("webhook-id", id), ("webhook-timestamp", String(signature.timestampSeconds)),
            ("webhook-signature", signature.signatures),
        ]
        return request
    }

    /// CloudEvents, "HTTP 1.1 Web Hooks for Event Delivery", section 4.
    private func consent(of url: WebhookURL) -> ClientRequest {
        var request = prepared(.options, url, [])
        request.headers = [("webhook-request-origin", origin), ("user-agent", userAgent)]
        return request
    }

    private func prepared(_ method: HTTP.Method, _ url: WebhookURL, _ body: [UInt8])
        -> ClientRequest
    {
        var request = ClientRequest(method, url.text, body: body)
        request.totalTimeoutMilliseconds = Self.timeoutMilliseconds
        request.bodyLimitBytes = Self.answerLimitBytes
        return request
    }

    /// What an answer, or none, means for the heart.
    func result(
        _ matter: Attempt.Matter, _ answer: Result<ClientResponse, ClientError>,
        elapsedMilliseconds: Int64, at now: Timestamp
    ) -> AttemptResult {
        switch answer {
        case .success(let response):
            if case .consent = matter, !isConsent(response) {
                return .answered(status: 403, retryAfterMilliseconds: nil)
            }
            let asked = response.headers["retry-after"].flatMap {
                RetryAfter.milliseconds($0, now: now)
            }
            return .answered(status: response.status, retryAfterMilliseconds: asked)
        case .failure(.couldNotConnect), .failure(.couldNotResolve):
            return .unanswered(sentNothing: true, elapsedMilliseconds: elapsedMilliseconds)
        case .failure:
            return .unanswered(sentNothing: false, elapsedMilliseconds: elapsedMilliseconds)
        }
    }

    private func isConsent(_ response: ClientResponse) -> Bool {
        guard 200..<300 ~= response.status else { return response.status == 410 }
        let allowed = response.headers["webhook-allowed-origin"]
        return allowed == "*" || allowed == origin
    }
}

extension SealingKey {
    /// Nil when it was sealed under another key, or is none.
    func open(_ secret: Subscription.Secret, of id: SubscriptionID) -> WebhookSecret? {
        guard let sealed = Base64.standard.decode(secret.sealed),
            let bytes = try? open(sealed.span, context: Array(id.text.utf8).span)
        else { return nil }
        return WebhookSecret(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether all secrets of a subscription were sealed under it.
    func opens(_ subscription: Subscription) -> Bool {
        subscription.secrets.allSatisfy { open($0, of: subscription.id) != nil }
    }

    func seal(_ secret: WebhookSecret, of id: SubscriptionID) -> Subscription.Secret {
        let sealed = seal(Array(secret.text.utf8).span, context: Array(id.text.utf8).span)
        return Subscription.Secret(sealed: Base64.standard.encode(sealed.span))
    }
}
