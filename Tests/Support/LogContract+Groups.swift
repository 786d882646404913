import Log
import Testing

/// The members of one group, polled in turn, and what they own.
private struct Roster {
    private struct Member {
        let consumer: any Consumer
        var owned: Set<Partition> = []
        /// Told to give these up, which the next poll does.
        var giving: Set<Partition> = []
    }
    private var members: [Int: Member] = [:]
    /// What the members were told, in order.
    private(set) var told: [Poll] = []

    mutating func join(_ id: Int, _ log: any Log) throws {
        members[id] = Member(consumer: try log.member(of: "testers", on: .updates))
    }

    mutating func leave(_ id: Int) { members.removeValue(forKey: id)?.consumer.close() }

    mutating func leaveAll() { for id in members.keys { leave(id) } }

    func owned(by id: Int) -> Set<Partition> { members[id]?.owned ?? [] }

    /// Polls all in turn until each of `partitions` has an owner and each member has `share` of
    /// them. At no time has one two owners.
    mutating func settle(
        _ partitions: [Partition], share: ClosedRange<Int>,
        reading each: (Partition, borrowing Record) -> Void = { _, _ in }
    ) throws {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(LogTalk.patienceMilliseconds)
        while !isSettled(partitions, share) {
            try #require(clock.now < end, "the group did not settle")
            for id in members.keys.sorted() { try poll(id, each) }
        }
    }

    private func isSettled(_ partitions: [Partition], _ share: ClosedRange<Int>) -> Bool {
        members.values.allSatisfy { share.contains($0.owned.count) && $0.giving.isEmpty }
            && members.values.reduce(0) { $0 + $1.owned.count } == partitions.count
    }

    private mutating func poll(
        _ id: Int, _ each: (Partition, borrowing Record) -> Void
    ) throws {
        guard var member = members[id] else { return }
        member.owned.subtract(member.giving)
        member.giving = []
        members[id] = member
        let poll = try member.consumer.poll(timeoutMilliseconds: 20, limit: 100, each)
        switch poll {
        case .claimed(let partitions):
            member.owned.formUnion(partitions)
            try member.consumer.start(
                Dictionary(uniqueKeysWithValues: partitions.map { ($0, 0) }))
        case .revoked(let partitions): member.giving = Set(partitions)
        case .lost(let partitions): member.owned.subtract(partitions)
        case .records, .idle: break
        }
        if poll != .idle { told.append(poll) }
        members[id] = member
        let all = members.values.flatMap(\.owned)
        #expect(Set(all).count == all.count, "a partition has two owners")
    }
}

extension LogContract {
    static let groups = [
        Clause("a member alone owns every partition and reads it from its own position") {
            subject in
            let fresh = try subject.fresh()
            defer { fresh.log.close() }
            let partitions = (0..<3).map { Partition(.updates, $0) }
            for partition in partitions {
                try LogTalk(fresh.log).append(["\(partition)"], to: partition)
            }
            var roster = Roster()
            try roster.join(1, fresh.log)
            try roster.settle(partitions, share: 3...3)
            #expect(roster.owned(by: 1) == Set(partitions))
            roster.leaveAll()
        },
        Clause("members share evenly, and each partition has one owner at a time") { subject in
            let fresh = try subject.fresh(partitions: 6)
            defer { fresh.log.close() }
            let partitions = (0..<6).map { Partition(.updates, $0) }
            var roster = Roster()
            try roster.join(1, fresh.log)
            try roster.settle(partitions, share: 6...6)
            try roster.join(2, fresh.log)
            try roster.settle(partitions, share: 3...3)
            try roster.join(3, fresh.log)
            try roster.settle(partitions, share: 2...2)
            roster.leave(1)
            try roster.settle(partitions, share: 3...3)
            roster.leave(3)
            try roster.settle(partitions, share: 6...6)
            #expect(roster.owned(by: 2) == Set(partitions))
            #expect(roster.told.contains { if case .revoked = $0 { true } else { false } })
            roster.leaveAll()
        },
        Clause("a new owner reads from where it says, not from where the old one was") { subject in
            let fresh = try subject.fresh(partitions: 2)
            defer { fresh.log.close() }
            let partitions = (0..<2).map { Partition(.updates, $0) }
            for partition in partitions {
                try LogTalk(fresh.log).append(["a", "b"], to: partition)
            }
            for _ in 0..<2 {
                let member = try fresh.log.member(of: "testers", on: .updates)
                var seen: [Partition: [Int64]] = [:]
                let clock = ContinuousClock()
                let end = clock.now + .milliseconds(LogTalk.patienceMilliseconds)
                while seen.values.reduce(0, { $0 + $1.count }) < 4 {
                    try #require(clock.now < end, "the records did not come")
                    let poll = try member.poll(timeoutMilliseconds: 100, limit: 10) {
                        from, record in
                        seen[from, default: []].append(record.offset)
                    }
                    guard case .claimed(let claimed) = poll else { continue }
                    try member.start(Dictionary(uniqueKeysWithValues: claimed.map { ($0, 0) }))
                }
                #expect(partitions.allSatisfy { seen[$0] == [0, 1] })
                member.report([partitions[0]: 2, partitions[1]: 2])
                member.close()
            }
        },
        Clause("groups do not disturb each other") { subject in
            let fresh = try subject.fresh(partitions: 2)
            defer { fresh.log.close() }
            let members = try ["one", "other"].map { try fresh.log.member(of: $0, on: .updates) }
            defer { for member in members { member.close() } }
            var claimed = [0, 0]
            let clock = ContinuousClock()
            let end = clock.now + .milliseconds(LogTalk.patienceMilliseconds)
            while claimed != [2, 2] {
                try #require(clock.now < end, "a group did not settle")
                for (at, member) in members.enumerated() {
                    let poll = try member.poll(timeoutMilliseconds: 20, limit: 10) { _, _ in }
                    if case .claimed(let partitions) = poll { claimed[at] += partitions.count }
                    if case .revoked = poll { Issue.record("another group's member took away") }
                }
            }
        },
    ]
}
