import Foundation
import Log
import Support
import Testing

/// What befalls an ensemble and its brokers, by a seed.
struct Torturer {
    enum Fault: CaseIterable {
        /// One process, by SIGKILL; it is started again.
        case kill
        case killAll
        /// Stopped by SIGSTOP until the group has missed it, and then let go on.
        case pauseCompute, pauseNotify
        case killBroker
        /// A partition's file of a compute that is down: removed, cut, or another partition's.
        case damage
    }

    private let ensemble: Ensemble
    private let clients: Clients
    private let log: any Log
    private var random: SplitMix64
    private(set) var kills = 0
    private(set) var told: [Fault: Int] = [:]

    /// Longer than a group's session (6 s), and than it takes to share the partitions anew.
    private static let pauseSeconds = 8

    init(_ ensemble: Ensemble, _ clients: Clients, _ log: any Log, seed: UInt64) {
        self.ensemble = ensemble
        self.clients = clients
        self.log = log
        random = SplitMix64(seed: seed)
    }

    /// One fault of each kind and so many kills more, in any order, under load.
    mutating func torture(kills: Int) throws {
        var faults = Fault.allCases
        for _ in 0..<kills {
            faults.append(
                random.weighted([
                    (84, .kill), (3, .killAll), (3, .pauseCompute), (3, .pauseNotify),
                    (3, .killBroker), (4, .damage),
                ]))
        }
        faults.shuffle(using: &random)
        for fault in faults {
            // Half of them come while the groups are still being shared anew.
            if random.chance(50) { try ensemble.waitUntilReady() }
            clients.send(to: try ensemble.face(0))
            try clients.wait(until: clients.answeredCount + random.within(1...25))
            try appendUnreadable()
            usleep(UInt32(random.below(20_000)))
            try commit(fault)
            told[fault, default: 0] += 1
        }
        clients.send(to: try ensemble.face(0))
    }

    /// What no ingest appends, and compute rejects.
    private mutating func appendUnreadable() throws {
        let partition = Partition(.updates, Int32(random.below(Int(log.partitionCount))))
        try LogTalk(log).append(["no event \(random.below(1000))"], to: partition)
    }

    private mutating func commit(_ fault: Fault) throws {
        switch fault {
        case .kill: try again([random.below(Ensemble.kinds.count)])
        case .killAll: try again(Array(Ensemble.kinds.indices))
        case .pauseCompute: try pause(random.within(Ensemble.computes))
        case .pauseNotify: try pause(random.within(Ensemble.notifies))
        case .killBroker:
            try ensemble.brokers.killOne()
            if random.chance(50) { try again([random.within(1...4)]) }
            try ensemble.brokers.start()
        case .damage: try damage(random.within(Ensemble.computes))
        }
    }

    /// Kills and starts these; now and then, once more while they start.
    private mutating func again(_ places: [Int]) throws {
        repeat {
            for place in places {
                ensemble.kill(place)
                kills += 1
            }
            if places.contains(0) { clients.send(to: nil) }
            for place in places { try ensemble.start(place) }
            usleep(UInt32(random.below(200_000)))
        } while random.chance(15)
        if places.contains(0) { try ensemble.waitUntilReady([0]) }
    }

    private mutating func pause(_ place: Int) throws {
        ensemble.signal(SIGSTOP, to: place)
        let end = ContinuousClock.now + .seconds(Self.pauseSeconds)
        clients.send(to: try ensemble.face(0))
        try clients.wait(until: clients.answeredCount + 20)
        while ContinuousClock.now < end { usleep(100_000) }
        ensemble.signal(SIGCONT, to: place)
    }

    private mutating func damage(_ place: Int) throws {
        let slot = try ensemble.slot(of: place)
        ensemble.kill(place)
        kills += 1
        let names = try FileManager.default.contentsOfDirectory(atPath: slot).sorted()
        let files = names.filter { $0.hasSuffix(".sqlite") }.map { "\(slot)/\($0)" }
        if !files.isEmpty {
            let file = random.pick(files)
            switch random.below(3) {
            case 0: try remove(file)
            case 1:
                let handle = try #require(FileHandle(forWritingAtPath: file))
                let size = try handle.seekToEnd()
                try handle.truncate(atOffset: UInt64(random.below(Int(size) + 1)))
                try handle.close()
            default:
                let other = random.pick(files)
                guard other != file else { break }
                try remove(file)
                try FileManager.default.copyItem(atPath: other, toPath: file)
            }
        }
        try ensemble.start(place)
    }

    private func remove(_ file: String) throws {
        for path in ["", "-wal", "-shm"].map({ file + $0 })
        where FileManager.default.fileExists(atPath: path) {
            try FileManager.default.removeItem(atPath: path)
        }
    }
}
