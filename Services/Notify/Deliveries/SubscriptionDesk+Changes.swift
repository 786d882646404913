internal import Crypto
internal import HTTP
internal import Messages
internal import Synchronization
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
        var changed = subscription.changed(by: draft, at: .now())
        var secret: WebhookSecret?
        if changed.terms.signature != subscription.terms.signature {
            secret = Self.secret(of: changed.terms.signature)
            changed.secrets = secrets(of: subscription, replacedBy: secret, lifeSeconds: 86_400)
        }
        put(changed, secret, "a subscription was changed", by: name, responder)
    }

    /// Replaces its secret; the one before signs too for a while.
    func rotate(
        _ subscription: Subscription, lifeSeconds: Int, of name: String, _ responder: Responder
    ) {
        let secret = Self.secret(of: subscription.terms.signature)
        var changed = subscription.next(at: .now())
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
        let id = subscription.id
        core.logger.info(message, ["subscription": id.text, "by": name])
        let failed: @Sendable () -> Void = { [self] in changed(id) }
        append(.subscription(id), .changed(subscription), responder, failed: failed) {
            [self] offset in
            if let other = core.ledger.withLock({ $0.overwritten(by: offset, of: id) }) {
                return restore(other, in: id, overwrittenBy: subscription.version, responder)
            }
            changed(id)
            responder.answer(show(subscription, secret: secret, status: 200))
        }
    }

    /// Another change came at once, by way of another instance, and was overwritten: it stands
    /// again, and who overwrote it is told to look at it first.
    private func restore(
        _ other: Subscription?, in id: SubscriptionID, overwrittenBy version: Int,
        _ responder: Responder
    ) {
        let restored = other.map { other in
            var next = other.next(at: .now())
            next.version = max(next.version, version + 1)
            return next
        }
        let failed: @Sendable () -> Void = { [self] in changed(id) }
        append(.subscription(id), restored.map { .changed($0) }, responder, failed: failed) {
            [self] offset in
            if let restored, let more = core.ledger.withLock({ $0.overwritten(by: offset, of: id) })
            {
                return restore(more, in: id, overwrittenBy: restored.version, responder)
            }
            changed(id)
            responder.answer(
                Problem(
                    409, "Conflict", detail: "It was changed elsewhere at once: read it again.",
                    headers: [("retry-after", "1")]))
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

    /// The version after this one, with other terms.
    func changed(by draft: SubscriptionDraft, at now: Timestamp) -> Subscription {
        var changed = next(at: now)
        changed.terms = draft.applied(to: terms)
        if draft.enabled == true { changed.enabling += 1 }
        return changed
    }

    /// The same, to be changed.
    fileprivate func next(at now: Timestamp) -> Subscription {
        var next = self
        next.version += 1
        next.changed = now
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
