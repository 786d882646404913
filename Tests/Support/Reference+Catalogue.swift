internal import Messages

// `peil.indicator.defined.v1`, `peil.target.set.v1`, `peil.target.withdrawn.v1`
extension Reference {
    /// The most targets in force of one indicator.
    private static let targetLimit = 100

    mutating func define(_ indicator: Indicator, _ event: UpdateEvent) {
        let unchanged = self.indicator(indicator.code) == indicator
        indicators.removeAll { $0.code == indicator.code }
        indicators.append(indicator)
        answer(
            unchanged ? .unchanged : .applied, .indicator(indicator.code, inForce: indicator),
            event)
    }

    mutating func set(_ target: Target, _ event: UpdateEvent) {
        let old = targets.first { $0.target.id == target.id }
        let inForce = old.flatMap { $0.inForce ? $0.versioned : nil }
        let errors = brokenRules(target)
        guard errors.isEmpty else {
            answer(.refused(errors), .target(target.id, inForce: inForce), event)
            return
        }
        guard target != inForce?.target else {
            answer(.unchanged, .target(target.id, inForce: inForce), event)
            return
        }
        let new = ReferenceTarget(
            target: target, version: (old?.version ?? 0) + 1, inForce: true)
        let before = self
        targets.removeAll { $0.target.id == target.id }
        targets.append(new)
        answer(.applied, .target(target.id, inForce: new.versioned), event)
        assess(new.versioned, withdrawn: false, since: before, event)
    }

    mutating func withdraw(_ id: TargetID, _ event: UpdateEvent) {
        guard let index = targets.firstIndex(where: { $0.target.id == id && $0.inForce }) else {
            answer(.unchanged, .target(id, inForce: nil), event)
            return
        }
        let old = targets[index].versioned
        answer(.applied, .target(id, inForce: nil), event)
        let before = self
        targets[index].inForce = false
        standings.removeAll { $0.target == id }
        assess(old, withdrawn: true, since: before, event)
    }

    /// Assesses a target that was set or withdrawn for each of its series, and the targets that
    /// apply to a series now and did not `before`: it replaces them there no more.
    private mutating func assess(
        _ target: VersionedTarget, withdrawn: Bool, since before: Reference, _ event: UpdateEvent
    ) {
        let id = target.target.id
        let own = (withdrawn ? before : self).series(of: target.target)
        for series in histories.map(\.series).sorted(by: { Self.byBytes($0.text, $1.text) }) {
            let had = before.targets(of: series).map(\.target.id)
            var told = targets(of: series).map(\.versioned).filter {
                !had.contains($0.target.id) && $0.target.id != id
            }
            if own.contains(series) { told.append(target) }
            for one in told.sorted(by: { $0.target.id < $1.target.id }) {
                let isGone = withdrawn && one.target.id == id
                emit(.target(outcome(.assessed(withdrawn: isGone), one, on: series)), event)
                if !isGone { judge(one, on: series, event) }
            }
        }
        if own.isEmpty {
            emit(.target(outcome(.assessed(withdrawn: withdrawn), target, on: nil)), event)
        }
    }

    private func brokenRules(_ target: Target) -> [ValidationError] {
        guard let indicator = indicator(target.indicator) else {
            return [ValidationError(.unknownIndicator, "")]
        }
        var errors: [ValidationError] = []
        if target.dimensions.all.contains(where: { !indicator.dimensions.contains($0.name) }) {
            errors.append(ValidationError(.unknownDimension, ""))
        }
        // Whole years end with the last period of each, whatever the frequency.
        let periods = [target.goal?.deadline, target.baseline].compactMap { $0?.frequency }
        if periods.contains(where: { $0 != indicator.frequency && $0 != .annual }) {
            errors.append(ValidationError(.frequencyMismatch, ""))
        }
        let goal = target.goal.flatMap { $0.relative ? nil : $0.value }
        let values = [goal, target.baselineValue].compactMap { $0 }
        if values.contains(where: {
            $0 < indicator.minimum ?? $0 || $0 > indicator.maximum ?? $0
        }) {
            errors.append(ValidationError(.outOfBounds, ""))
        }
        // 100 is the ceiling of shares only.
        if target.method == .logistic, indicator.maximum == nil, !indicator.unit.hasPrefix("PC") {
            errors.append(ValidationError(.invalidTarget, ""))
        }
        let others = targets.filter {
            $0.inForce && $0.target.indicator == target.indicator && $0.target.id != target.id
        }
        if others.count >= Self.targetLimit { errors.append(ValidationError(.tooManyTargets, "")) }
        return errors
    }
}
