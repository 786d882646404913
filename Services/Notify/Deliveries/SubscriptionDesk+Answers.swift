internal import Crypto
internal import HTTP
internal import JSON
internal import Messages
internal import Store
internal import Synchronization
internal import Time

extension SubscriptionDesk {
    /// A subscription as its owner sees it; `secret` only where it was just made.
    func show(_ subscription: Subscription, secret: WebhookSecret?, status: Int) -> Response {
        var writer = Writer()
        write(subscription, secret: secret, into: &writer)
        var response = Response.json(writer.take(), status: status)
        response.headers.append(("etag", subscription.tag))
        return response
    }

    /// Those of who asks, or all for an administrator.
    func list(for principal: Principal) -> Response {
        let all = core.ledger.withLock { $0.subscriptions.values }
            .filter { principal.isAdmin || $0.owner == principal.name }
            .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
        var writer = Writer()
        writer.object {
            $0.name("subscriptions")
            $0.beginArray()
            for subscription in all { write(subscription, secret: nil, into: &$0) }
            $0.endArray()
        }
        return .json(writer.take())
    }

    private func write(
        _ subscription: Subscription, secret: WebhookSecret?, into writer: inout Writer
    ) {
        let account = core.ledger.withLock { $0.account(of: subscription.id) }
        let dead = account.owed.values.count { $0.due == nil }
        writer.beginObject()
        writer.member("id", subscription.id.text)
        writer.member("owner", subscription.owner)
        subscription.terms.encodeMembers(into: &writer)
        writer.member("created", subscription.created.description)
        writer.member("changed", subscription.changed.description)
        let disabled = account.standing?.disabled
        if !subscription.terms.enabled {
            writer.member("state", "stopped")
        } else if let disabled, disabled.enabling == subscription.enabling {
            writer.member("state", "disabled")
            writer.member("reason", disabled.reason.rawValue)
            writer.member("since", disabled.time.description)
        } else if let since = account.standing?.failingSince {
            writer.member("state", "failing")
            writer.member("since", since.description)
        } else {
            writer.member("state", "active")
        }
        writer.member("pending", account.owed.count - dead)
        writer.member("dead", dead)
        writer.member("replays", account.replays.count)
        if case .shared? = secret, let secret { writer.member("secret", secret.text) }
        if let key = publicKey(of: subscription) { writer.member("publicKey", key) }
        writer.endObject()
    }

    /// What a receiver verifies with, where that is no secret.
    private func publicKey(of subscription: Subscription) -> String? {
        guard subscription.terms.signature == .signing, let sealed = subscription.secrets.first
        else { return nil }
        return core.settings.key.open(sealed, of: subscription.id)?.verifier.text
    }
}

/// The answers to what is done later, by whoever owns the subscription.
enum CommandAnswer {
    static func accepted(_ command: SubscriptionCommand) -> Response {
        var writer = Writer()
        writer.object {
            $0.member("subscription", command.subscription.text)
            $0.member("command", command.id)
            if case .test = command.order { $0.member("event", TestEvent.id(of: command)) }
        }
        return .json(writer.take(), status: 202)
    }
}

/// `{"lifeSeconds"}`: how long the old secret goes on signing; or nothing at all.
struct RotationDocument {
    let lifeSeconds: Int
    /// A day; at most a week.
    private static let standardSeconds = 86_400
    private static let mostSeconds = 604_800

    init(document: Span<UInt8>) throws(Refusal) {
        guard !document.isEmpty else {
            lifeSeconds = Self.standardSeconds
            return
        }
        let value: Value
        do throws(JSONError) {
            value = try Value(document)
        } catch {
            throw Refusal(
                [
                    ValidationError(
                        .malformed, "this is not JSON", found: error.found,
                        expected: error.expected)
                ], isUnreadable: true)
        }
        let given = value["lifeSeconds"]
        let seconds = given?.number.flatMap { Int(exactly: $0) }
        let unknown = value.members.first { $0.name != "lifeSeconds" }
        guard case .object = value, unknown == nil, given == nil || seconds != nil,
            (0...Self.mostSeconds).contains(seconds ?? 0)
        else {
            throw Refusal([
                ValidationError(
                    unknown == nil ? .outOfBounds : .unknownField,
                    "this does not say how long the old secret is valid",
                    pointer: "/" + (unknown?.name ?? "lifeSeconds"),
                    expected: "lifeSeconds from 0 to \(Self.mostSeconds)",
                    suggestion: unknown == nil ? nil : "lifeSeconds")
            ])
        }
        lifeSeconds = seconds ?? Self.standardSeconds
    }
}
