import Log
import Messages
import Support
import Time

@testable import Notify

/// Several instances of notify on one log: which of them owns which partition of subscriptions, who
/// subscribes to what, and their bad luck. What happens next is drawn from a seed.
final class NotifyWorld {
    /// A subscription that is being made.
    struct Draft {
        let instance: ModelNotify
        let id: SubscriptionID
        let terms: Subscription.Terms
        /// What outcomes held when it was asked for.
        let ends: [Int64]
    }

    var random: SplitMix64
    var now = ModelNotify.start
    let log: ModelLog
    let judge = DeliveryJudge()
    let partitionCount: Int32
    /// A place is empty while its process is dead.
    var instances: [ModelNotify?] = [nil, nil, nil]
    /// Who owns each partition, as the group sees it.
    var owners: [ModelNotify?]
    /// To which place a partition goes when its owner has given it up, or is dead.
    var moves: [Int: Int] = [:]
    private var connections: [ModelConnection] = []
    var drafts: [Draft] = []
    var subscriptionCount = 0
    private let planted: PlantedDeliveryFault?

    init(
        _ log: ModelLog, partitionCount: Int32, seed: UInt64, planted: PlantedDeliveryFault?
    ) {
        self.log = log
        self.partitionCount = partitionCount
        self.planted = planted
        random = SplitMix64(seed: seed)
        owners = Array(repeating: nil, count: Int(partitionCount))
    }

    /// Begins with some subscriptions and all instances.
    func begin() {
        for place in instances.indices { start(place) }
        for _ in 0..<3 { subscribe() }
    }

    func start(_ place: Int) {
        guard instances[place] == nil else { return }
        let connection = ModelConnection(
            to: log, partitionCount: partitionCount, leavesGaps: false)
        connections.append(connection)
        instances[place] = ModelNotify(
            connection, judge, planted: planted, seed: random.next(),
            lead: Int64(random.pick([0, 3, 1000])), now: now)
    }

    /// A process is killed.
    func kill(_ place: Int) {
        guard let instance = instances[place] else { return }
        instances[place] = nil
        instance.die(&random)
        for partition in owners.indices where owners[partition] === instance {
            owners[partition] = nil
        }
        drafts.removeAll { $0.instance === instance }
    }

    /// One that can act.
    var someone: ModelNotify? {
        let able = instances.compactMap { $0 }.filter { !$0.isAsleep }
        return able.isEmpty ? nil : random.pick(able)
    }

    func act(_ body: (ModelNotify) -> Void) {
        if let someone { body(someone) }
    }
}

// What the group does.
extension NotifyWorld {
    func moveAll() {
        for partition in owners.indices { move(partition) }
    }

    /// Takes a partition from its owner, who may finish what it is at.
    func move(_ partition: Int) {
        guard moves[partition] == nil else { return }
        moves[partition] = random.below(instances.count)
        owners[partition]?.news.append(.revoked([Partition(.subscriptions, Int32(partition))]))
    }

    /// An owner was silent for too long.
    func expire() {
        for (partition, owner) in owners.enumerated() {
            guard let owner, owner.isAsleep else { continue }
            owner.news.append(.lost([Partition(.subscriptions, Int32(partition))]))
            owners[partition] = nil
        }
    }

    /// Gives what nobody owns any more.
    func assign() {
        for partition in owners.indices {
            if let owner = owners[partition] {
                guard moves[partition] != nil, owner.hasLeft(Int32(partition), at: now) else {
                    continue
                }
            }
            let place = moves.removeValue(forKey: partition) ?? random.below(instances.count)
            owners[partition] = instances[place]
            instances[place]?.news.append(
                .claimed([Partition(.subscriptions, Int32(partition))]))
        }
    }
}

// The way to the log.
extension NotifyWorld {
    var isFlying: Bool { connections.contains(where: \.isFlying) }

    func land() {
        let flying = connections.filter(\.isFlying)
        guard !flying.isEmpty else { return }
        let one = random.pick(flying)
        for _ in 0..<random.within(1...4) { one.land(&random) }
    }

    func cut() {
        let flying = connections.filter(\.isFlying)
        if !flying.isEmpty { random.pick(flying).fail() }
    }

    func landAll() {
        while let one = connections.first(where: \.isFlying) { one.land(&random) }
    }

    func compact() {
        for topic in [Topic.subscriptions, .deliveries] {
            let partition = Partition(topic, Int32(random.below(owners.count)))
            let reached = instances.compactMap { $0?.positions[partition] }.min() ?? 0
            log.compact(partition, reached: reached)
        }
    }

    func passTime() {
        let wakes = instances.compactMap { $0?.share.nextWake?.milliseconds }
        let next = wakes.min().map { max(0, $0 - now.milliseconds) } ?? 500
        now = now.adding(milliseconds: random.chance(70) ? next : Int64(random.below(2_000)))
        for case let instance? in instances where !instance.isAsleep { instance.settle(at: now) }
    }

    /// Bad luck is over.
    func heal() {
        judge.isCalm = true
        log.isAvailable = true
        for place in instances.indices {
            instances[place]?.isAsleep = false
            start(place)
        }
    }
}
