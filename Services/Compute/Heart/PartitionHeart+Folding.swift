public import Log
internal import Messages

extension PartitionHeart {
    /// From how many bytes on what was emitted goes on its way, also in the middle of a record.
    private static let batchBytes = 1 << 20
    /// How many series a sweep does before that is looked at.
    private static let sweepSeries = 256

    /// Takes a record that was read. What comes of it is told by `flush`, which is to be called
    /// after the last one that was read.
    public mutating func fold(_ record: borrowing Record) {
        guard takesRecords, !mustRestart else {
            mustRestart = true
            return
        }
        guard record.offset >= next else {
            statistics.dropped += 1
            return
        }
        guard record.offset == next || isOwnHole(before: record.offset) else {
            holeAt = next
            mustRestart = true
            return
        }
        do throws(FoldError) {
            try state.fold(record, using: &report, into: &emission)
        } catch {
            switch error {
            case .unknownRules(let version): alarm = .unknownRules(version: version)
            }
            return
        }
        next = record.offset + 1
        end = max(end, next)
        witness = Checkpoint.Witness(offset: record.offset, checksum: emission.checksum)
        uncommitted += 1
        sweep()
    }

    /// Whether the offsets up to `offset` were looked for once already.
    private mutating func isOwnHole(before offset: Int64) -> Bool {
        guard holeAt == next else { return false }
        statistics.holes += Int(offset - next)
        return true
    }

    /// Goes on with what the last record brought until that is enough for a batch.
    private mutating func sweep() {
        while state.isSweeping, emission.events.byteCount < Self.batchBytes {
            state.proceed(limit: Self.sweepSeries, into: &emission)
        }
    }

    /// Emits more of what the last record brought, and sends it.
    mutating func sweepOn() -> [Action] {
        sweep()
        return flush()
    }

    /// What came of the records that were folded.
    public mutating func flush() -> [Action] {
        guard phase == .folding || phase == .draining else { return [] }
        if let overflow = emission.overflow { return halt(.log(overflow)) }
        statistics.events += emission.events.count
        statistics.rejects += emission.rejects.count
        outbox.add(emission.rejects, isRejects: true)
        outbox.add(emission.events, isRejects: false, last: emission.last)
        emission.removeAll()
        // What stands before a record that cannot be folded is as good as ever.
        if uncommitted >= Self.recordsPerCommit || alarm != nil { phase = .draining }
        return goOn()
    }

    /// Nothing more came for a while: what there is can be committed.
    public mutating func rest() -> [Action] {
        guard phase == .folding, uncommitted > 0, outbox.isEmpty, !state.isSweeping else {
            return goOn()
        }
        phase = .draining
        return goOn()
    }

    /// A commit is due, however busy it is.
    public mutating func commitSoon() -> [Action] {
        guard phase == .folding, uncommitted > 0 else { return [] }
        phase = .draining
        return goOn()
    }

    /// Sends what may be sent, and commits or reads on when that is next.
    mutating func goOn() -> [Action] {
        guard phase == .folding || phase == .draining else { return [] }
        var actions = outbox.toSend().map { Action.append($0.id, $0.batch) }
        if phase == .draining, outbox.isEmpty, !state.isSweeping, emission.isEmpty {
            phase = .committing
            actions.append(.commit(rows()))
        } else if takesRecords, mustRestart {
            mustRestart = false
            actions.append(.start(at: next))
        }
        return actions
    }

    private mutating func rows() -> Rows {
        var checkpoint = Checkpoint(log: log, partition: partition)
        checkpoint.next = next
        checkpoint.witness = witness
        checkpoint.outcome = outbox.outcome
        checkpoint.answer = outbox.answer
        checkpoint.lastDay = state.lastDay
        return state.takeChanges(checkpoint)
    }
}
