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
    private let releaseMilliseconds: Int

    /// `releaseMilliseconds`: how long what is given up may take to be written; longer than the
    /// heart waits for calls under way.
    init(
        _ log: any Log, logger: Logger, releaseMilliseconds: Int = 10_000
    ) throws(LogError) {
        self.log = log
        self.logger = logger
        self.releaseMilliseconds = releaseMilliseconds
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
        giveUp(owned.told.sorted(), tell)
        member.close()
    }

    private func poll(_ owned: inout Owned, _ tell: (News) -> Void) throws(LogError) {
        let timeout = owned.isUntold ? 0 : Self.pollMilliseconds
        let poll = try member.poll(timeoutMilliseconds: timeout, limit: 1) { _, _ in }
        switch owned.take(poll) {
        case .revoked(let partitions): giveUp(partitions, tell)
        case let news?: tell(news)
        case nil: break
        }
        if let claims = try owned.claim(on: log) { tell(.claimed(claims)) }
    }

    /// Waits until all that must be remembered of them is on the log. What is not by then is not
    /// written any more: they are another's.
    private func giveUp(_ partitions: [Int32], _ tell: (News) -> Void) {
        guard !partitions.isEmpty else { return }
        leaving.with { $0 = Set(partitions) }
        tell(.revoked(partitions))
        let released: Void? = leaving.wait(timeoutMilliseconds: releaseMilliseconds) {
            $0.isEmpty ? () : nil
        }
        if released == nil { tell(.lost(leaving.with { $0.sorted() })) }
    }
}

/// What the group has given to this instance.
struct Owned: Sendable {
    private(set) var told: Set<Int32> = []
    /// Not told yet: the log is still to be asked how far they must be read.
    private var untold: Set<Int32> = []

    var isUntold: Bool { !untold.isEmpty }

    /// What the group says now; nil where it is no news to who was not told of a claim.
    mutating func take(_ poll: Poll) -> Claims.News? {
        switch poll {
        case .claimed(let partitions):
            untold.formUnion(partitions.map(\.number))
            return nil
        case .revoked(let partitions): return .revoked(remove(partitions))
        case .lost(let partitions): return .lost(remove(partitions))
        case .records, .idle: return nil
        }
    }

    /// Those that are to be told now; nil when there are none.
    mutating func claim(on log: any Log) throws(LogError) -> [Claims.Claim]? {
        guard isUntold else { return nil }
        var claims: [Claims.Claim] = []
        for number in untold.sorted() { claims.append(try Claims.Claim(number, on: log)) }
        told.formUnion(untold)
        untold = []
        return claims
    }

    /// Those of `partitions` that were told.
    private mutating func remove(_ partitions: [Partition]) -> [Int32] {
        let numbers = Set(partitions.map(\.number))
        untold.subtract(numbers)
        defer { told.subtract(numbers) }
        return told.intersection(numbers).sorted()
    }
}

extension Claims.Claim {
    /// As the log is now.
    init(_ number: Int32, on log: any Log) throws(LogError) {
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
        self.init(partition: number, needed: needed, end: end)
    }
}
