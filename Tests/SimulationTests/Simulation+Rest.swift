import Compute
import Log
import Support

// How a run ends: the bad luck is over, and the system has to come to rest by itself.
extension Simulation {
    /// Everything works again, each partition has an owner that knows it, and all updates are out.
    func heal() {
        isHealing = true
        log.isAvailable = true
        for process in processes {
            process.isAlive = true
            process.isAsleep = false
            process.disk.isFull = false
        }
        for partition in worlds.indices {
            for value in worlds[partition] {
                log.write([], value, to: Partition(.updates, Int32(partition)), by: nil)
            }
            worlds[partition] = []
            if claims[partition] == nil { claim(partition, by: random.below(processes.count)) }
        }
        for (number, process) in processes.enumerated() {
            process.owners.removeAll { claims[Int($0.partition)] != number }
        }
        notify?.heal()
    }

    /// The last updates come when nothing fails any more.
    func ingestLate() {
        for (partition, values) in late.enumerated() {
            for value in values {
                log.write([], value, to: Partition(.updates, Int32(partition)), by: nil)
            }
        }
    }

    func comeToRest() {
        for _ in 0..<2000 where judge.violation == nil && !isAtRest { calmStep() }
        if judge.violation == nil, !isAtRest {
            judge.violate("it does not come to rest: \(unrest)")
        }
    }

    /// The log's machine comes back without its last records, and everything restarts.
    func loseTail() {
        for connection in connections { connection.fail() }
        for process in processes { crash(process) }
        for number in 0..<Int32(worlds.count) {
            let partition = Partition(.updates, number)
            let end = log.bounds(of: partition).upperBound - Int64(random.below(5))
            log.loseTail(of: partition, keeping: max(0, end))
            judge.lost(number, from: max(0, end))
        }
    }

    /// Each owner reads, hears, tries again and commits; nothing in the air is lost.
    func calmStep() {
        while let one = connection(where: \.isFlying) { one.land(&random) }
        for process in processes {
            for owner in process.owners {
                read(owner)
                while owner.connection.hasAnswers { owner.hear() }
                owner.retry()
                owner.rest()
            }
            settle(process)
        }
        notify?.calmStep()
    }

    /// All is folded, acknowledged, committed and told.
    var isAtRest: Bool {
        guard connection(where: \.isFlying) == nil, notify?.isAtRest ?? true else { return false }
        return processes.flatMap(\.owners).allSatisfy { owner in
            owner.heart.uncommitted == 0 && !owner.connection.hasAnswers
                && owner.heart.takesRecords && owner.position != nil
                && owner.heart.next >= lastUpdate(owner.partition)
        }
    }

    /// Which partitions do not.
    var unrest: String {
        processes.flatMap(\.owners).map { owner in
            "partition \(owner.partition) is at \(owner.heart.next) of "
                + "\(lastUpdate(owner.partition)), \(owner.heart.uncommitted) uncommitted"
        }.joined(separator: ", ") + "; " + (notify?.unrest ?? "")
    }

    private func lastUpdate(_ partition: Int32) -> Int64 {
        log.lastRecord(of: Partition(.updates, partition)).map { $0.offset + 1 } ?? 0
    }

    /// What stands in the files is what the reference has come to.
    func checkFiles() {
        for process in processes {
            for owner in process.owners {
                let content = process.disk.open(Self.logID, owner.partition)
                let state = EndState(content.state)
                let expected = EndState(judge.reference(owner.partition))
                if let difference = state.difference(from: expected) {
                    judge.violate("partition \(owner.partition) in its file: \(difference)")
                }
            }
        }
    }
}
