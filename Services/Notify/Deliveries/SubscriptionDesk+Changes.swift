internal import Crypto
internal import HTTP
internal import Messages
internal import Telemetry
internal import Time

extension SubscriptionDesk {
    /// Puts a new subscription on the log and shows its secret, this once.
    func found(
        _ terms: Subscription.Terms, owner: String, from: OutcomesCursor, _ responder: Responder
    ) {
        guard let id = SubscriptionID("sub_" + Self.randomName()) else { return }
        let secret = Self.secret(of: terms.signature)
        let subscription = Subscription(
            id: id, owner: owner, created: .now(), from: from, terms: terms,
            secrets: [core.settings.key.seal(secret, of: id)])
        core.logger.info(
            "a subscription was made",
            ["subscription": id.text, "by": owner, "url": terms.url.text])
        append(.changed(subscription), responder) { [self] in
            var response = show(subscription, secret: secret, status: 201)
            response.headers.append(("location", "/v1/subscriptions/\(id.text)"))
            return response
        }
    }

    /// Changes a subscription's terms. Another kind of signature takes a new secret.
    func change(
        _ subscription: Subscription, by draft: SubscriptionDraft, of name: String,
        _ responder: Responder
    ) {
        let terms = draft.applied(to: subscription.terms)
        var changed = subscription.next
        var secret: WebhookSecret?
        if terms.signature != subscription.terms.signature {
            secret = Self.secret(of: terms.signature)
            changed.secrets = secrets(of: subscription, replacedBy: secret, lifeSeconds: 86_400)
        }
        changed.terms = terms
        if draft.enabled == true { changed.enabling += 1 }
        put(changed, secret, "a subscription was changed", by: name, responder)
    }

    /// Replaces its secret; the one before signs too for a while.
    func rotate(
        _ subscription: Subscription, lifeSeconds: Int, of name: String, _ responder: Responder
    ) {
        let secret = Self.secret(of: subscription.terms.signature)
        var changed = subscription.next
        changed.secrets = secrets(of: subscription, replacedBy: secret, lifeSeconds: lifeSeconds)
        put(changed, secret, "a subscription's secret was replaced", by: name, responder)
    }

    /// Has its owner, whichever instance that is, do something once.
    func command(
        _ order: SubscriptionCommand.Order, of id: SubscriptionID, by name: String,
        _ responder: Responder
    ) {
        let command = SubscriptionCommand(
            subscription: id, id: Self.randomName(), time: .now(), order: order)
        core.logger.info(
            "a subscription was commanded",
            ["subscription": id.text, "order": order.name, "by": name])
        append(.commanded(command), responder) { CommandAnswer.accepted(command) }
    }

    private func put(
        _ subscription: Subscription, _ secret: WebhookSecret?, _ message: String,
        by name: String, _ responder: Responder
    ) {
        core.logger.info(message, ["subscription": subscription.id.text, "by": name])
        let done: @Sendable () -> Void = { [self] in changed(subscription.id) }
        append(.changed(subscription), responder, done: done) { [self] in
            show(subscription, secret: secret, status: 200)
        }
    }

    /// At most ten sign; those that signed longest go.
    private func secrets(
        of subscription: Subscription, replacedBy secret: WebhookSecret?, lifeSeconds: Int
    ) -> [Subscription.Secret] {
        guard let secret else { return subscription.secrets }
        let now = Timestamp.now()
        let expiry = now.adding(milliseconds: Int64(lifeSeconds) * 1000)
        let old = subscription.secrets.map { secret in
            Subscription.Secret(
                sealed: secret.sealed, expires: min(secret.expires ?? expiry, expiry))
        }
        let valid = old.filter { $0.expires.map { $0 > now } ?? false }
        return [core.settings.key.seal(secret, of: subscription.id)] + valid.prefix(9)
    }

    private static func secret(of signature: Subscription.Signature) -> WebhookSecret {
        switch signature {
        case .shared: .randomShared()
        case .signing: .randomSigning()
        }
    }

    /// 32 of `[0-9a-f]`.
    private static func randomName() -> String {
        RandomBytes.make(count: 16).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}

extension Subscription {
    /// By which who changes it names the version that he has seen.
    var tag: String { "\"\(version)\"" }

    /// The same, to be changed.
    fileprivate var next: Subscription {
        var next = self
        next.version += 1
        next.changed = .now()
        return next
    }
}

extension SubscriptionCommand.Order {
    var name: String {
        switch self {
        case .test: "test"
        case .replay: "replay"
        case .retry: "retry"
        case .retryDead: "retry of dead ones"
        case .skip: "skip"
        }
    }
}
