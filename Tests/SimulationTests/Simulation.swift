import Compute
import Log
import Messages
import Support
import Time

/// A whole system of several compute processes and instances of notify, their log, their disks and
/// their bad luck, in one thread: what happens next is drawn from a seed, so a seed reproduces a
/// run.
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
    /// Nil where it is compute alone that is looked at, which takes far less time.
    let notify: NotifyWorld?
    let processes = (0..<3).map { _ in Process() }
    /// Which process owns each partition, as the group sees it.
    var claims: [Int?] = Array(repeating: nil, count: partitionCount)
    var connections: [ModelConnection] = []
    /// Updates that were not sent yet.
    var worlds: [[[UInt8]]]
    /// Of them those that are sent when all faults are over.
    var late: [[[UInt8]]] = []
    var day = CalendarDate.first(ofYear: 2030)
    /// Bad luck happens; at the end it is over.
    var isHealing = false

    init(
        seed: UInt64, planted: PlantedFault? = nil, isTold: Bool = false,
        plantedDelivery: PlantedDeliveryFault? = nil
    ) {
        notify =
            isTold
            ? NotifyWorld(
                log, partitionCount: Int32(Self.partitionCount), seed: ~seed,
                planted: plantedDelivery) : nil
        random = SplitMix64(seed: seed)
        self.planted = planted
        worlds = []
        for partition in 0..<Self.partitionCount {
            let length = random.within(4...14)
            // A series is of one partition.
            let world = WorldGenerator.world(
                seed: random.next(), length: length, domain: "nl.p\(partition)"
            ).map(\.value)
            worlds.append(Array(world.dropLast(2)))
            late.append(Array(world.suffix(2)))
        }
        let (judge, deliveries) = (judge, notify?.judge)
        log.witness = { partition, record, connection in
            deliveries?.saw(partition, record)
            switch partition.topic {
            case .subscriptions, .deliveries: break
            case .updates: judge.saw(partition, record, floor: nil)
            default: judge.saw(partition, record, floor: connection?.floor)
            }
        }
        deliveries?.witness = { judge.note($0) }
        notify?.begin()
    }

    /// Runs until all updates are out and everything has come to rest. Nil: nothing went wrong.
    func run() -> String? {
        for number in 0..<400 where judge.violation == nil {
            if number == 200, planted?.losesTail == true { loseTail() }
            step()
            notify?.step()
        }
        heal()
        comeToRest()
        notify?.judge.checkComplete()
        // What zombies left of owed deliveries is made by the next owners.
        notify?.moveAll()
        comeToRest()
        notify?.judge.beginCalm()
        notify?.moveAll()
        ingestLate()
        comeToRest()
        notify?.judge.checkCalm()
        if judge.violation == nil { judge.checkComplete() }
        if judge.violation == nil { checkFiles() }
        return judge.violation ?? notify?.judge.violation
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
