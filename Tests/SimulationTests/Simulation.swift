import Compute
import Log
import Messages
import Support
import Time

/// A whole system of several compute processes, their log, their disks and their bad luck, in one
/// thread: what happens next is drawn from a seed, so a seed reproduces a run.
final class Simulation {
    static let partitionCount = 2
    static let logID = LogID(0x3f9c_2a71)

    /// One process with its disk, which outlives it.
    final class Process {
        let disk = ModelDisk()
        var isAlive = true
        /// Stopped by the system, it does nothing and does not know it: a zombie when it wakes.
        var isAsleep = false
        var owners: [ModelOwner] = []
        var canAct: Bool { isAlive && !isAsleep }
    }

    var random: SplitMix64
    let log = ModelLog()
    let judge = Judge(log: logID, partitions: partitionCount)
    let planted: PlantedFault?
    let processes = (0..<3).map { _ in Process() }
    /// Which process owns each partition, as the group sees it.
    var claims: [Int?] = Array(repeating: nil, count: partitionCount)
    var connections: [ModelConnection] = []
    /// Updates that were not sent yet.
    var worlds: [[[UInt8]]]
    var day = CalendarDate.first(ofYear: 2030)
    /// Bad luck happens; at the end it is over.
    var isHealing = false

    init(seed: UInt64, planted: PlantedFault? = nil) {
        random = SplitMix64(seed: seed)
        self.planted = planted
        worlds = []
        for _ in 0..<Self.partitionCount {
            let length = random.within(4...14)
            worlds.append(WorldGenerator.world(seed: random.next(), length: length).map(\.value))
        }
        let (judge, updates) = (judge, Topic.updates)
        log.witness = { partition, record, connection in
            let floor = partition.topic == updates ? nil : connection?.floor
            judge.saw(partition, record, floor: floor)
        }
    }

    /// Runs until all updates are out and everything has come to rest. Nil: nothing went wrong.
    func run() -> String? {
        for number in 0..<400 where judge.violation == nil {
            if number == 200, planted?.losesTail == true { loseTail() }
            step()
        }
        heal()
        for _ in 0..<2000 where judge.violation == nil && !isAtRest { calmStep() }
        if judge.violation == nil, !isAtRest {
            judge.violate("it does not come to rest: \(unrest)")
        }
        if judge.violation == nil { judge.checkComplete() }
        if judge.violation == nil { checkFiles() }
        return judge.violation
    }

    /// A process takes a partition, or none does.
    func claim(_ partition: Int, by number: Int?) {
        claims[partition] = number
        guard let number else { return }
        let process = processes[number]
        let connection = ModelConnection(
            to: log, partitionCount: Int32(Self.partitionCount),
            leavesGaps: planted == .gapAfterFailure)
        connections.append(connection)
        let owner = ModelOwner(
            of: Int32(partition), in: Self.logID, connection, process.disk, judge,
            planted: planted
        ) { [weak self] _ in self?.dies(process) ?? false }
        process.owners.append(owner)
        settle(process)
    }

    /// Whether a process dies at this moment of its work.
    private func dies(_ process: Process) -> Bool {
        guard !process.isAlive || !isHealing && random.below(300) == 0 else { return false }
        process.isAlive = false
        return true
    }

    /// What a process has come to after it did something.
    func settle(_ process: Process) {
        for owner in process.owners {
            if let alarm = owner.alarm { judge.violate("an alarm: \(alarm)") }
        }
        if process.owners.contains(where: \.isDead) { process.isAlive = false }
        guard !process.isAlive else { return }
        process.owners = []
        for (partition, owner) in claims.enumerated() where owner.map({ processes[$0] }) === process
        {
            claims[partition] = nil
        }
    }
}
