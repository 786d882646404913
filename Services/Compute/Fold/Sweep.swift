internal import Messages

/// What a record still has to do to many series, one after the other: a `*` target over a hundred
/// thousand areas has as many outcomes, which are emitted piece by piece.
enum Sweep {
    case target(TargetSweep)
    case overdue(OverdueSweep)
}

extension PartitionState {
    /// Emits more of what the last record brought, of at most `limit` series.
    public mutating func proceed(limit: Int, into emission: inout Emission) {
        switch sweep.take() {
        case .target(var target):
            if advance(&target, by: limit, into: &emission) { sweep = .target(target) }
        case .overdue(var overdue):
            if advance(&overdue, by: limit, into: &emission) { sweep = .overdue(overdue) }
        case nil: break
        }
    }
}
