internal import Messages

// What becomes of a target: the events of messages.md, "Outcome types".
extension Reference {
    /// Holds a series against a target and emits what is new, in the order of messages.md.
    mutating func judge(_ target: VersionedTarget, on series: Series, _ event: UpdateEvent) {
        let measure = measure(target.target, on: series)
        let category = measure.assessment.category
        let isMet = category == .targetAchieved
        var standing = standing(target, series)
        let cause = unmetCause(standing, target, measure)
        if standing.version != target.version { standing.renew(for: target.version) }
        var kinds: [TargetOutcome.Kind] = []

        switch (standing.met, isMet, isPreliminary(series)) {
        case (.open, false, _): break
        case (.provisionally, false, _), (.finally, false, _):
            kinds.append(.unmet(cause))
            standing.met = .open
        case (.open, true, let preliminary):
            kinds.append(.met(provisional: preliminary))
            if let period = measure.latest?.figure.period {
                standing.met = preliminary ? .provisionally(period) : .finally(period)
            }
        case (.provisionally, true, true), (.finally, true, false): break
        case (.provisionally(let period), true, false):
            kinds.append(.confirmed)
            standing.met = .finally(period)
        case (.finally(let period), true, true): standing.met = .provisionally(period)
        }

        if !isMet, let latest = measure.latest?.figure.period, measure.isAtDeadline,
            target.target.requirement == .from
                ? !standing.missedIn.contains(latest) : standing.missedIn.isEmpty
        {
            kinds.append(.missed)
            standing.missedIn.append(latest)
        }
        if kinds.isEmpty, let old = standing.category, old != category,
            ![old, category].contains(.notAvailable), ![old, category].contains(.targetAchieved)
        {
            kinds.append(.pace(from: old))
        }

        standing.category = category
        standing.base = target.target.goal?.relative == true ? measure.baseline?.value : nil
        keep(standing)
        for kind in kinds { emit(.target(outcome(kind, target, on: series)), event) }
    }

    /// `cause` of `unmet`, in the order of messages.md.
    private func unmetCause(
        _ standing: ReferenceStanding, _ target: VersionedTarget, _ measure: ReferenceMeasure
    ) -> TargetOutcome.UnmetCause {
        let isRelative = target.target.goal?.relative == true
        if standing.version != target.version { return .target }
        if isRelative, standing.base != measure.baseline?.value { return .target }
        let thatMet = measure.valued.first { $0.figure.period == standing.met.period }
        guard let value = thatMet?.figure.value, measure.meets(value) else { return .revision }
        return .decline
    }

    private func isPreliminary(_ series: Series) -> Bool {
        let status = history(of: series).latest?.figure.status ?? []
        return !status.isDisjoint(with: .preliminary)
    }

    func standing(_ target: VersionedTarget, _ series: Series) -> ReferenceStanding {
        standings.first { $0.target == target.target.id && $0.series == series }
            ?? ReferenceStanding(
                target: target.target.id, series: series, version: target.version)
    }

    mutating func keep(_ standing: ReferenceStanding) {
        standings.removeAll { $0.target == standing.target && $0.series == standing.series }
        standings.append(standing)
    }

    func outcome(
        _ kind: TargetOutcome.Kind, _ target: VersionedTarget, on series: Series?
    ) -> TargetOutcome {
        guard let series else {
            return TargetOutcome(
                kind: kind, target: .init(target), series: nil,
                assessment: Assessment(
                    method: target.target.method, category: .notAvailable, reason: .noFigure))
        }
        let measure = measure(target.target, on: series)
        let history = history(of: series)
        var outcome = TargetOutcome(
            kind: kind, target: .init(target), series: series, assessment: measure.assessment)
        outcome.figure = history.latest?.shown
        outcome.previous = history.previous
        if case .met = kind, let deadline = target.target.goal?.deadline,
            let period = history.latest?.figure.period
        {
            outcome.yearsEarly = ReferenceNumber.rounded(
                ReferenceYears.between(period, deadline), decimals: 2)
        }
        return outcome
    }
}
