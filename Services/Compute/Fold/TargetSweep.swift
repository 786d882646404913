internal import Messages

/// A target was set or withdrawn: its series are held against it.
struct TargetSweep {
    let target: Int32
    /// Withdrawn, the last it had.
    let content: VersionedTarget
    let isWithdrawn: Bool
    /// It, and those that it replaces or replaced somewhere.
    let affected: [Int32]
    /// The indicator's series, in the order of their texts' bytes.
    let series: [Int32]
    fileprivate var done = 0
    /// Whether one of them was the target's.
    fileprivate var hasMatched = false

    init(
        of target: Int32, _ content: VersionedTarget, isWithdrawn: Bool, affecting others: [Int32],
        on series: [Int32]
    ) {
        self.target = target
        self.content = content
        self.isWithdrawn = isWithdrawn
        affected = [target] + others
        self.series = series
    }
}

extension PartitionState {
    /// Goes on with at most `limit` series; false when all are done.
    mutating func advance(
        _ sweep: inout TargetSweep, by limit: Int, into emission: inout Emission
    ) -> Bool {
        let end = min(sweep.done + limit, sweep.series.count)
        while sweep.done < end {
            if hold(Int(sweep.series[sweep.done]), against: sweep, into: &emission) {
                sweep.hasMatched = true
            }
            sweep.done += 1
        }
        guard sweep.done == sweep.series.count else { return true }
        if !sweep.hasMatched {
            emission.outcome(
                of: sweep.content.target.indicator,
                sweep.content.outcomeWithoutSeries(.assessed(withdrawn: sweep.isWithdrawn)))
        }
        return false
    }

    /// Whether the target is about the series. Others that apply to it from now on, because the
    /// target replaces them no more, are assessed too.
    private mutating func hold(
        _ number: Int, against sweep: TargetSweep, into emission: inout Emission
    ) -> Bool {
        let before = series[number].standings
        let applied = before.filter(\.applies).map(\.target)
        for target in sweep.affected {
            series[number].refresh(
                target: target, for: identities[number], in: catalogue)
        }
        if sweep.isWithdrawn {
            // Set again, its state is open.
            series[number].standings.removeAll { $0.target == sweep.target }
        }
        if series[number].standings != before { markChanged(standingsOf: number) }
        let isWithdrawnHere = sweep.isWithdrawn && applied.contains(sweep.target)
        let entered = series[number].standings.filter { standing in
            standing.applies && sweep.affected.contains(standing.target)
                && (standing.target == sweep.target || !applied.contains(standing.target))
        }.map(\.target)
        let told = (entered + (isWithdrawnHere ? [sweep.target] : [])).sorted {
            catalogue.targets[Int($0)].target.id < catalogue.targets[Int($1)].target.id
        }
        guard !told.isEmpty else { return false }
        let view = SeriesView(of: number, self)
        for target in told {
            let isWithdrawn = sweep.isWithdrawn && target == sweep.target
            let content = isWithdrawn ? sweep.content : catalogue.targets[Int(target)].versioned
            let assessment = view.assess(content.target)
            emission.outcome(
                of: content.target.indicator,
                view.outcome(.assessed(withdrawn: isWithdrawn), content, assessment))
            let index = series[number].standings.firstIndex { $0.target == target }
            if let index { judge(number, index, view, assessment, into: &emission) }
        }
        return told.contains(sweep.target)
    }
}

extension VersionedTarget {
    /// What is to be said of it where no series matches it.
    func outcomeWithoutSeries(_ kind: TargetOutcome.Kind) -> Outcome {
        .target(
            TargetOutcome(
                kind: kind, target: .init(self), series: nil,
                assessment: Assessment(
                    method: target.method, category: .notAvailable, reason: .noFigure)))
    }
}
