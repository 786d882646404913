import Log
import Support
import Time

extension Simulation {
    private enum Step {
        case ingest, read, land, hear, rest, commit, retry, day
        case cut, move, forget, crash, restart, sleep, wake, outage, fullDisk, harmFile, hole
    }

    /// One thing happens, good or bad.
    func step() {
        let step: Step = random.weighted([
            (14, .ingest), (22, .read), (30, .land), (18, .hear), (4, .rest), (4, .commit),
            (6, .retry), (2, .day), (2, .cut), (4, .move), (3, .forget), (1, .crash),
            (4, .restart), (1, .sleep), (2, .wake), (1, .outage), (1, .fullDisk),
            (1, .harmFile), (1, .hole),
        ])
        judge.note("\(step)")
        switch step {
        case .ingest: ingest()
        case .read: act(read)
        case .land: land()
        case .hear: act { $0.hear() }
        case .rest: act { $0.rest() }
        case .commit: act { $0.commitSoon() }
        case .retry: act { $0.retry() }
        case .day: passDay()
        case .cut: if let one = connection(where: \.isFlying) { one.fail() }
        case .move: move()
        case .forget: forget()
        case .crash: crash(random.pick(processes))
        case .restart: random.pick(processes).isAlive = true
        case .sleep: random.pick(processes).isAsleep = true
        case .wake: random.pick(processes).isAsleep = false
        case .outage: log.isAvailable.toggle()
        case .fullDisk: random.pick(processes).disk.isFull.toggle()
        case .harmFile: harmFile()
        case .hole: log.writeHole(to: Partition(.updates, Int32(random.below(worlds.count))))
        }
    }

    /// The next update of some partition; sometimes its producer sends one again.
    private func ingest() {
        let partition = random.below(worlds.count)
        guard log.isAvailable, let value = worlds[partition].first else { return }
        if !random.chance(4) { worlds[partition].removeFirst() }
        log.write(Array("key".utf8), value, to: Partition(.updates, Int32(partition)), by: nil)
    }

    /// One owner of any process that can act, also one that has lost its partition.
    func act(_ body: (ModelOwner) -> Void) {
        let able = processes.filter { $0.canAct && !$0.owners.isEmpty }
        guard !able.isEmpty else { return }
        let process = random.pick(able)
        body(random.pick(process.owners))
        settle(process)
    }

    /// Some records from where it reads on: as they come, torn at any place; a reader may also
    /// begin too early, or skip some, though not where it was just told to begin (librdkafka 2.0
    /// does both).
    func read(_ owner: ModelOwner) {
        guard log.isAvailable, let position = owner.position else { return }
        let end = log.bounds(of: owner.updates).upperBound
        var start = position
        if !isHealing, random.chance(8) { start = max(0, start - Int64(random.below(4))) }
        if !isHealing, !owner.hasJustStarted, random.chance(8) { start += 1 }
        guard start < end else { return }
        let records = (start..<end).lazy.compactMap { self.log.record(at: $0, of: owner.updates) }
        owner.read(Array(records.prefix(random.within(1...6))))
    }

    func connection(where fits: (ModelConnection) -> Bool) -> ModelConnection? {
        let fitting = connections.filter(fits)
        return fitting.isEmpty ? nil : random.pick(fitting)
    }

    func land() {
        guard let one = connection(where: \.isFlying) else { return }
        for _ in 0..<random.within(1...4) { one.land(&random) }
    }

    private func passDay() {
        day = day.adding(days: random.within(1...700))
        act { $0.pass(day) }
    }

    /// The group gives a partition to another process; whoever had it may not know for long.
    private func move() {
        let number = random.below(processes.count)
        guard processes[number].canAct else { return }
        let partition = random.below(claims.count)
        processes[number].owners.removeAll { $0.partition == Int32(partition) }
        claim(partition, by: number)
    }

    /// A process learns which partitions it has lost.
    private func forget() {
        let number = random.below(processes.count)
        let process = processes[number]
        guard process.canAct else { return }
        if random.chance(50) {
            for owner in process.owners where claims[Int(owner.partition)] != number {
                owner.commitSoon()
            }
            settle(process)
        }
        process.owners.removeAll { claims[Int($0.partition)] != number }
    }

    func crash(_ process: Process) {
        process.isAlive = false
        settle(process)
        if random.chance(20) { process.disk.undo(Int32(random.below(claims.count))) }
    }

    /// Something happens to a file of a process that is not running.
    private func harmFile() {
        guard let process = processes.first(where: { !$0.isAlive }) else { return }
        let partition = Int32(random.below(claims.count))
        switch random.below(4) {
        case 0: process.disk.remove(partition)
        case 1: process.disk.corrupt(partition, &random)
        case 2: process.disk.swap(0, 1)
        default: process.disk.undo(partition)
        }
    }
}
