internal import Messages
internal import Time

/// A day passed: the targets whose deadline is over without a figure of it.
struct OverdueSweep {
    struct Case {
        let series: Int32
        let target: Int32
    }
    let cases: [Case]
    fileprivate var done = 0

    init(_ cases: [Case]) { self.cases = cases }
}

// `peil.day.passed.v1`
extension PartitionState {
    mutating func pass(_ date: CalendarDate, into emission: inout Emission) {
        guard lastDay.map({ date > $0 }) ?? true else { return }
        lastDay = date
        var withoutSeries: [Int32] = []
        var cases: [OverdueSweep.Case] = []
        for indicator in catalogue.indicators {
            let due = indicator.targets.filter { catalogue.targets[Int($0)].isDue(on: date) }
            guard !due.isEmpty else { continue }
            var matched: Set<Int32> = []
            for number in indicator.series {
                for standing in series[Int(number)].standings
                where standing.applies && due.contains(standing.target) {
                    matched.insert(standing.target)
                    guard isOverdue(standing, on: Int(number)) else { continue }
                    cases.append(.init(series: number, target: standing.target))
                }
            }
            withoutSeries += due.filter {
                !matched.contains($0) && !catalogue.targets[Int($0)].isAnnouncedOverdue
            }
        }
        announce(overdueWithoutSeries: withoutSeries, into: &emission)
        cases.sort { texts($0, precede: $1) }
        if !cases.isEmpty { sweep = .overdue(OverdueSweep(cases)) }
    }

    private mutating func announce(
        overdueWithoutSeries targets: [Int32], into emission: inout Emission
    ) {
        let sorted = targets.sorted {
            catalogue.targets[Int($0)].target.id < catalogue.targets[Int($1)].target.id
        }
        for number in sorted {
            let target = catalogue.targets[Int(number)].versioned
            catalogue.markOverdue(number)
            changes.targets.insert(number)
            emission.outcome(
                of: target.target.indicator, target.outcomeWithoutSeries(.overdue))
        }
    }

    /// Whether a due target's figure has not come, and that was not announced.
    private func isOverdue(_ standing: Standing, on number: Int) -> Bool {
        let set = catalogue.targets[Int(standing.target)]
        guard let deadline = set.target.goal?.deadline, standing.state == .open,
            !standing.isAnnouncedOverdue || standing.version != set.version
        else { return false }
        guard let latest = series[number].releases.latestTwo.latest else { return true }
        return latest.period < deadline
    }

    private func texts(_ one: OverdueSweep.Case, precede other: OverdueSweep.Case) -> Bool {
        if one.series != other.series {
            return identities[Int(one.series)].text.utf8.lexicographicallyPrecedes(
                identities[Int(other.series)].text.utf8)
        }
        return catalogue.targets[Int(one.target)].target.id
            < catalogue.targets[Int(other.target)].target.id
    }

    /// Goes on with at most `limit` cases; false when all are done.
    mutating func advance(
        _ sweep: inout OverdueSweep, by limit: Int, into emission: inout Emission
    ) -> Bool {
        let end = min(sweep.done + limit, sweep.cases.count)
        for one in sweep.cases[sweep.done..<end] {
            let number = Int(one.series)
            guard
                let index = series[number].standings.firstIndex(where: {
                    $0.target == one.target
                })
            else { continue }
            let target = catalogue.targets[Int(one.target)].versioned
            series[number].standings[index].announceOverdue(version: target.version)
            markChanged(standingsOf: number)
            let view = SeriesView(of: number, self)
            emission.outcome(
                of: target.target.indicator,
                view.outcome(.overdue, target, view.assess(target.target)))
        }
        sweep.done = end
        return end < sweep.cases.count
    }
}

extension Catalogue.Set {
    /// Whether it is in force and its deadline's period is over when `date` has passed.
    fileprivate func isDue(on date: CalendarDate) -> Bool {
        guard inForce, let deadline = target.goal?.deadline else { return false }
        return deadline.lastDay <= date
    }
}
