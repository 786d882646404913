import Log
import Messages
import Support

@testable import Notify

/// Sees what lands on the log and what receivers take, and knows what each subscription must be
/// told: every outcome that matches, at least once, under its id and with its bytes, in order where
/// that was asked for; and exactly once while nothing fails.
final class DeliveryJudge {
    private struct Made {
        let event: OutcomeEvent
        let bytes: [UInt8]
        /// Where it stands first.
        let offset: Int64
    }

    /// One subscription, as all that was ever put on the log of it.
    private struct Watched {
        var versions: [Subscription] = []
        var isDeleted = false
        var receipts: [EventID] = []
        /// How many there were, and how many outcomes, when each replay was ordered.
        var replays: [(receipts: Int, made: Int)] = []
    }

    /// What went wrong first.
    private(set) var violation: String?
    /// Receivers take all that they get.
    var isCalm = false
    /// Hears of every receipt.
    var witness: (String) -> Void = { _ in }
    private var made: [Made] = []
    private var places: [EventID: Int] = [:]
    private var watched: [SubscriptionID: Watched] = [:]
    /// How much there was of all when the last faults were over.
    private var mark: (made: Int, receipts: [SubscriptionID: Int])?

    func saw(_ partition: Partition, _ record: StoredRecord) {
        if partition.topic == .outcomes {
            let event = known(try OutcomeEvent(decoding: record.value.span))
            guard places[event.id] == nil else { return }
            places[event.id] = made.count
            made.append(Made(event: event, bytes: record.value, offset: record.offset))
        } else if partition.topic == .subscriptions {
            saw(record)
        }
    }

    private func saw(_ record: StoredRecord) {
        let key = SubscriptionRecord.Key(String(decoding: record.key, as: UTF8.self))
        if record.value.isEmpty {
            if case .subscription(let id) = key { watched[id]?.isDeleted = true }
            return
        }
        switch known(try SubscriptionRecord(decoding: record.value.span)) {
        case .changed(let subscription):
            // One that was changed while it was deleted exists again.
            watched[subscription.id, default: Watched()].versions.append(subscription)
            watched[subscription.id]?.isDeleted = false
        case .commanded(let command):
            guard case .replay = command.order else { return }
            let count = watched[command.subscription]?.receipts.count ?? 0
            watched[command.subscription]?.replays.append((count, made.count))
        }
    }

    /// What a receiver makes of a call.
    func receive(_ attempt: Attempt, _ random: inout SplitMix64) -> AttemptResult {
        guard case .event(let event, _, _, _) = attempt.matter else {
            return .answered(status: 200, retryAfterMilliseconds: nil)
        }
        let choice = isCalm ? 0 : random.below(50)
        if choice < 30 { take(event, attempt) }
        switch choice {
        case 0..<25: return .answered(status: 200, retryAfterMilliseconds: nil)
        // Taken, but the answer was lost.
        case 25..<30: return .unanswered(sentNothing: false, elapsedMilliseconds: 15_000)
        case 30..<35: return .answered(status: 429, retryAfterMilliseconds: 1_500)
        case 35..<40: return .unanswered(sentNothing: true, elapsedMilliseconds: 10)
        case 40: return .answered(status: 410, retryAfterMilliseconds: nil)
        default: return .answered(status: 500, retryAfterMilliseconds: nil)
        }
    }

    private func take(_ event: EventID, _ attempt: Attempt) {
        let id = attempt.tenure.subscription
        watched[id, default: Watched()].receipts.append(event)
        witness("\(id.text) \(event.text)")
        guard let place = places[event], made[place].bytes == attempt.body else {
            return violate("\(id.text) was told of \(event.text), which says something else")
        }
        let outcome = made[place].event.outcome
        if watched[id]?.versions.contains(where: { $0.terms.filter.matches(outcome) }) != true {
            violate("\(id.text) was told of \(event.text), which it never asked for")
        }
    }

    func violate(_ what: String) {
        if violation == nil { violation = what }
    }
}

// What is to be true when everything has come to rest.
extension DeliveryJudge {
    func checkComplete() {
        for (id, subscription) in watched.sorted(by: { $0.key < $1.key })
        where !subscription.isDeleted {
            checkAll(id, subscription)
            if subscription.versions[0].terms.ordered { checkOrder(id, subscription) }
        }
    }

    /// That of all that every version of it asks for, and of all that was replayed.
    private func checkAll(_ id: SubscriptionID, _ subscription: Watched) {
        let got = Set(subscription.receipts)
        for one in made where wants(subscription, one) && !got.contains(one.event.id) {
            violate("\(id.text) was never told of \(one.event.id.text)")
        }
        for replay in subscription.replays {
            let got = Set(subscription.receipts[replay.receipts...])
            for one in made[..<replay.made]
            where wants(subscription, one) && !got.contains(one.event.id) {
                violate("\(id.text) was never told again of \(one.event.id.text)")
            }
        }
    }

    private func checkOrder(_ id: SubscriptionID, _ subscription: Watched) {
        var last: [String: EventID] = [:]
        var seen: Set<EventID> = []
        for event in subscription.receipts where seen.insert(event).inserted {
            guard let place = places[event], wants(subscription, made[place]) else { continue }
            let line = made[place].event.outcome.line
            if let before = last[line], before.position > event.position {
                violate("\(id.text) was told of \(before.text) before \(event.text)")
            }
            last[line] = event
        }
    }

    /// Whether it must be told: it came after it was made, and all its versions ask for it.
    private func wants(_ subscription: Watched, _ one: Made) -> Bool {
        let from = subscription.versions[0].from[Int(one.event.id.cause.partition)].next
        return one.offset >= from
            && subscription.versions.allSatisfy { $0.terms.filter.matches(one.event.outcome) }
    }

    /// From now on nothing fails, and all instances have read what was changed.
    func beginCalm() {
        mark = (made.count, watched.mapValues(\.receipts.count))
    }

    /// What came since is told once to those whose last version asks for it, and to no other.
    func checkCalm() {
        guard let mark else { return }
        for (id, subscription) in watched.sorted(by: { $0.key < $1.key }) {
            var counts: [EventID: Int] = [:]
            for event in subscription.receipts[(mark.receipts[id] ?? 0)...] {
                counts[event, default: 0] += 1
            }
            for (place, one) in made.enumerated() {
                let isWanted =
                    place >= mark.made && !subscription.isDeleted
                    && subscription.versions.last?.terms.filter.matches(one.event.outcome) == true
                let count = counts[one.event.id] ?? 0
                if count != (isWanted ? 1 : 0) {
                    violate(
                        "\(id.text) was told \(count) times of \(one.event.id.text) "
                            + "though nothing failed")
                }
            }
        }
    }
}
