import Log
import Messages
import Support
import Time

@testable import Notify

// What subscribers do, at any instance.
extension NotifyWorld {
    func subscribe() {
        subscriptionCount += 1
        guard let instance = someone, let id = SubscriptionID("sub_\(subscriptionCount)") else {
            return
        }
        var terms = Subscription.Terms(url: known(try WebhookURL("https://example.org/hook")))
        terms.filter = filter()
        terms.ordered = random.chance(60)
        terms.rate = random.pick([3, 1000])
        terms.concurrency = random.pick([1, 4])
        let ends = (0..<partitionCount).map { log.bounds(of: Partition(.outcomes, $0)).upperBound }
        drafts.append(Draft(instance: instance, id: id, terms: terms, ends: ends))
    }

    /// What was asked for is put on the log by those that have read far enough.
    func found() {
        drafts.removeAll { draft in
            guard !draft.instance.isAsleep,
                let from = SubscriptionDesk.place(
                    at: draft.instance.share.heart.tail, past: draft.ends)
            else { return false }
            let subscription = Subscription(
                id: draft.id, owner: "cbs", created: now, from: from, terms: draft.terms,
                secrets: [])
            draft.instance.append(.subscription(draft.id), .changed(subscription))
            return true
        }
    }

    func change() {
        guard let (instance, subscription) = subscription() else { return }
        var draft = Self.draft
        switch random.below(4) {
        case 0: draft.filter = filter()
        case 1: draft.enabled = false
        case 2: draft.rate = random.pick([3, 1000])
        default: draft.enabled = true
        }
        put(subscription.changed(by: draft, at: now), by: instance)
    }

    /// One that changes nothing.
    static var draft: SubscriptionDraft {
        known(try SubscriptionDraft(document: Array("{}".utf8).span))
    }

    func put(_ subscription: Subscription, by instance: ModelNotify) {
        instance.append(.subscription(subscription.id), .changed(subscription))
    }

    func delete() {
        guard let (instance, subscription) = subscription() else { return }
        instance.append(.subscription(subscription.id), nil)
    }

    func command() {
        guard let (instance, subscription) = subscription() else { return }
        let all = EventSpan(since: Timestamp(milliseconds: 0))
        command(random.pick([.test, .retryDead(all), .replay(all)]), of: subscription.id, instance)
    }

    func command(
        _ order: SubscriptionCommand.Order, of id: SubscriptionID, _ instance: ModelNotify
    ) {
        let name = "c\(random.next() % 1_000_000_007)"
        let command = SubscriptionCommand(subscription: id, id: name, time: now, order: order)
        instance.append(.command(id, name), .commanded(command))
    }

    /// Any that an instance knows, and that instance.
    private func subscription() -> (ModelNotify, Subscription)? {
        guard let instance = someone else { return nil }
        let all = instance.ledger.subscriptions.values.sorted { $0.id < $1.id }
        return all.isEmpty ? nil : (instance, random.pick(all))
    }

    private func filter() -> SubscriptionFilter {
        var filter = SubscriptionFilter()
        switch random.below(5) {
        case 0: break
        case 1: filter.types = [.seriesUpdated]
        default: filter.types = Set(Outcome.Kind.allCases)
        }
        return filter
    }
}
