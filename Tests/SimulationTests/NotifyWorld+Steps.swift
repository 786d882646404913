import Log
import Messages
import Support
import Time

@testable import Notify

extension NotifyWorld {
    private enum Step {
        case read, call, hearCall, fetch, land, hearAppended, hearNews, time
        case subscribe, change, delete, command
        case cut, move, expire, kill, start, sleep, wake, compact
    }

    /// One thing happens, good or bad.
    func step() {
        let step: Step = random.weighted([
            (30, .read), (20, .call), (16, .hearCall), (16, .fetch), (16, .land),
            (12, .hearAppended), (14, .hearNews), (12, .time), (1, .subscribe), (2, .change),
            (1, .delete), (1, .command), (2, .cut), (3, .move), (2, .expire), (2, .kill),
            (4, .start), (1, .sleep), (2, .wake), (4, .compact),
        ])
        switch step {
        case .read: act { $0.read(&random, at: now) }
        case .call: act { $0.call(&random) }
        case .hearCall: act { $0.hearCall(&random, at: now) }
        case .fetch: act { $0.fetch(&random, at: now) }
        case .land: land()
        case .hearAppended: act { $0.hearAppended(at: now) }
        case .hearNews: act { $0.hearNews(at: now) }
        case .time: passTime()
        case .subscribe: subscribe()
        case .change: change()
        case .delete: if random.chance(20) { delete() }
        case .command: command()
        case .cut: cut()
        case .move: move(random.below(owners.count))
        case .expire: expire()
        case .kill: kill(random.below(instances.count))
        case .start: start(random.below(instances.count))
        case .sleep: someone?.isAsleep = true
        case .wake: random.pick(instances)?.isAsleep = false
        case .compact: compact()
        }
        found()
        assign()
    }

    /// Everyone does what can be done, and nothing fails. What is moved is given up in peace.
    func calmStep() {
        landAll()
        for case let instance? in instances {
            instance.hearNews(at: now)
            instance.read(&random, at: now)
            instance.call(&random)
            instance.hearCall(&random, at: now)
            instance.fetch(&random, at: now)
            while instance.connection.hasAnswers { instance.hearAppended(at: now) }
            instance.settle(at: now)
        }
        found()
        assign()
        guard !isFlying, instances.allSatisfy({ $0?.isIdle ?? false }) else { return }
        if let wake = instances.compactMap({ $0?.share.nextWake }).min() {
            now = max(now, wake)
            for case let instance? in instances { instance.settle(at: now) }
        } else {
            help()
        }
    }

    private var isIdle: Bool {
        !isFlying && moves.isEmpty && !owners.contains { $0 == nil }
            && instances.allSatisfy { $0.map { $0.isIdle && $0.news.isEmpty } ?? false }
    }

    /// All is told that is to be told, and written down.
    var isAtRest: Bool {
        guard isIdle else { return false }
        return instances.allSatisfy { instance in
            guard let instance, instance.share.nextWake == nil else { return false }
            return instance.share.heart.waiting == 0 && troubled(instance).isEmpty
        }
    }

    /// What does not come to rest.
    var unrest: String {
        instances.enumerated().map { place, instance in
            guard let instance else { return "instance \(place) is dead" }
            return "instance \(place): \(instance.description), "
                + "troubled: \(troubled(instance).map { "\($0.id.text) \(account($0, instance))" })"
        }.joined(separator: "; ") + ", moves: \(moves), now: \(now)"
    }

    private func account(_ subscription: Subscription, _ instance: ModelNotify) -> String {
        let account = instance.ledger.account(of: subscription.id)
        return "enabled: \(subscription.terms.enabled), "
            + "disabled: \(account.standing?.disabled as Any), "
            + "owed: \(account.owed.values), commands: \(account.commands.values)"
    }

    /// Those that are stopped, owe what is dead, or have commands that are not done.
    private func troubled(_ instance: ModelNotify) -> [Subscription] {
        instance.ledger.subscriptions.values.filter { subscription in
            let account = instance.ledger.account(of: subscription.id)
            return !subscription.terms.enabled
                || account.standing?.disabled?.enabling == subscription.enabling
                || account.owed.values.contains { $0.due == nil } || !account.commands.isEmpty
        }.sorted { $0.id < $1.id }
    }

    /// Subscribers look after what has stopped.
    private func help() {
        guard let instance = instances[0] else { return }
        for subscription in troubled(instance) {
            let account = instance.ledger.account(of: subscription.id)
            var draft = Self.draft
            draft.enabled = true
            if account.owed.values.contains(where: { $0.due == nil }) {
                command(
                    .retryDead(EventSpan(since: Timestamp(milliseconds: 0))), of: subscription.id,
                    instance)
            }
            let isStopped = account.standing?.disabled?.enabling == subscription.enabling
            guard isStopped || !subscription.terms.enabled else { continue }
            put(subscription.changed(by: draft, at: now), by: instance)
        }
    }
}
