public import Log

extension PartitionHeart {
    /// Begins with what the file holds, nil and an empty state where there is none, and with what
    /// the log says; also again, after `retake` or `rebuild`.
    public mutating func take(
        _ checkpoint: Checkpoint?, _ state: consuming PartitionState, _ evidence: Evidence
    ) -> [Action] {
        switch Taking.decide(log, checkpoint, evidence) {
        case .rebuild(let reason): return [.rebuild(reason)]
        case .halt(let alarm): return halt(alarm)
        case .proceed(let highWater):
            self.state = state
            emission = Emission(log: log, partition: partition, after: highWater)
            outbox = Outbox(after: checkpoint, firstID: outbox.freeID)
            next = checkpoint?.next ?? 0
            witness = checkpoint?.witness
            uncommitted = 0
            end = evidence.updates.upperBound
            mustRestart = false
            holeAt = nil
            alarm = nil
            day = nil
            phase = .folding
            return [.start(at: next)]
        }
    }

    /// Folds no further, and leaves what is not committed, whatever is answered later.
    public mutating func halt(_ alarm: Alarm) -> [Action] {
        guard phase != .halted else { return [] }
        phase = .halted
        outbox = Outbox(after: nil, firstID: outbox.freeID)
        return [.halt(alarm)]
    }

    /// Something failed. Back to what is committed, which is read anew: whatever it was, there all
    /// is known.
    public mutating func failed(_ error: LogError) -> [Action] {
        phase = .taking
        outbox = Outbox(after: nil, firstID: outbox.freeID)
        return [.retake(error)]
    }
}
