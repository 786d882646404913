internal import Log
internal import Telemetry
internal import Threading

/// Which partitions of subscriptions this instance owns: a member of the group `notify`, on a
/// thread of its own. Others wait until what is given up is written.
final class Claims: Sendable {
    /// A partition that became ours, and how far it must be read before it is served.
    struct Claim: Sendable {
        let partition: Int32
        let needed: [Partition: Int64]
        /// By partition of `outcomes`, its end.
        let end: [Int64]
    }

    enum News: Sendable {
        case claimed([Claim])
        case revoked([Int32])
        case lost([Int32])
    }

    private let log: any Log
    private let member: any Consumer
    private let logger: Logger
    private let isStopping = Monitor(false)
    let heartbeat = Heartbeat()
    /// Given up and not yet released.
    private let leaving = Monitor<Set<Int32>>([])

    private static let pollMilliseconds = 1_000
    private static let retryMilliseconds = 250
    /// Longer than the heart waits for calls under way.
    private static let releaseMilliseconds = 10_000

    init(_ log: any Log, logger: Logger) throws(LogError) {
        self.log = log
        self.logger = logger
        member = try log.member(of: "notify", on: .subscriptions)
    }

    /// Nothing of it is unwritten any more.
    func release(_ partition: Int32) { leaving.with { _ = $0.remove(partition) } }

    func stop() {
        isStopping.with { $0 = true }
        member.wake()
    }

    /// Tells news until it is stopped or the log is closed; then gives up all there is.
    func run(_ tell: (News) -> Void) {
        var owned = Owned()
        defer { heartbeat.rest() }
        while !isStopping.with({ $0 }) {
            heartbeat.beat()
            do throws(LogError) {
                try poll(&owned, tell)
            } catch .closed {
                break
            } catch {
                logger.warning("partitions cannot be claimed now", ["error": error.description])
                _ = isStopping.wait(timeoutMilliseconds: Self.retryMilliseconds) { $0 ? () : nil }
            }
        }
        giveUp(owned.told, tell)
        member.close()
    }

    /// What the group has given to this instance.
    private struct Owned {
        var told: Set<Int32> = []
        /// Not told yet: the log is still to be asked how far they must be read.
        var untold: Set<Int32> = []

        /// Those of `partitions` that were told.
        mutating func remove(_ partitions: [Partition]) -> Set<Int32> {
            let numbers = Set(partitions.map(\.number))
            untold.subtract(numbers)
            defer { told.subtract(numbers) }
            return told.intersection(numbers)
        }
    }

    private func poll(_ owned: inout Owned, _ tell: (News) -> Void) throws(LogError) {
        let timeout = owned.untold.isEmpty ? Self.pollMilliseconds : 0
        switch try member.poll(timeoutMilliseconds: timeout, limit: 1, { _, _ in }) {
        case .claimed(let partitions): owned.untold.formUnion(partitions.map(\.number))
        case .revoked(let partitions): giveUp(owned.remove(partitions), tell)
        case .lost(let partitions): tell(.lost(owned.remove(partitions).sorted()))
        case .records, .idle: break
        }
        var claims: [Claim] = []
        for number in owned.untold.sorted() { claims.append(try claim(number)) }
        if claims.isEmpty { return }
        owned.told.formUnion(owned.untold)
        owned.untold = []
        tell(.claimed(claims))
    }

    private func claim(_ number: Int32) throws(LogError) -> Claim {
        var needed: [Partition: Int64] = [:]
        for topic in [Topic.subscriptions, .deliveries] {
            let partition = Partition(topic, number)
            // Not the end: the last record may have been one that deleted its key, and be gone.
            needed[partition] = try log.lastRecord(of: partition).map { $0.offset + 1 } ?? 0
        }
        var end: [Int64] = []
        for outcomes in 0..<log.partitionCount {
            end.append(try log.bounds(of: Partition(.outcomes, outcomes)).upperBound)
        }
        return Claim(partition: number, needed: needed, end: end)
    }

    /// Waits until all that must be remembered of them is on the log.
    private func giveUp(_ partitions: Set<Int32>, _ tell: (News) -> Void) {
        guard !partitions.isEmpty else { return }
        leaving.with { $0 = partitions }
        tell(.revoked(partitions.sorted()))
        _ = leaving.wait(timeoutMilliseconds: Self.releaseMilliseconds) { $0.isEmpty ? () : nil }
    }
}
