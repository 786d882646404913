internal import Messages
internal import Time

// `peil.day.passed.v1`
extension Reference {
    mutating func pass(_ date: CalendarDate, _ event: UpdateEvent) {
        if let lastDay, date <= lastDay { return }
        lastDay = date
        let due = targets.filter { $0.inForce && isOver($0, date) }
            .sorted { $0.target.id < $1.target.id }

        for target in due where series(of: target.target).isEmpty {
            guard !target.overdueWithoutSeries else { continue }
            targets = targets.map { one in
                var one = one
                if one.target.id == target.target.id { one.overdueWithoutSeries = true }
                return one
            }
            emit(.target(outcome(.overdue, target.versioned, on: nil)), event)
        }

        let all = histories.map(\.series).sorted { Self.byBytes($0.text, $1.text) }
        for series in all {
            for target in due where applies(target.target, to: series) {
                announceOverdue(target.versioned, on: series, event)
            }
        }
    }

    /// Once a version, where no figure of the deadline or later has come and the target is open.
    private mutating func announceOverdue(
        _ target: VersionedTarget, on series: Series, _ event: UpdateEvent
    ) {
        var standing = standing(target, series)
        if standing.version != target.version { standing.renew(for: target.version) }
        guard standing.met == .open, !standing.overdue,
            !measure(target.target, on: series).isAtDeadline
        else { return }
        standing.overdue = true
        keep(standing)
        emit(.target(outcome(.overdue, target, on: series)), event)
    }

    /// Whether the deadline's period is over when `date` has passed.
    private func isOver(_ target: ReferenceTarget, _ date: CalendarDate) -> Bool {
        target.target.goal.map { $0.deadline.lastDay <= date } ?? false
    }
}
