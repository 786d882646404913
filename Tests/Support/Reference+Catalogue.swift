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
        targets.removeAll { $0.target.id == target.id }
        targets.append(new)
        answer(.applied, .target(target.id, inForce: new.versioned), event)

        if series(of: target).isEmpty {
            emit(.target(outcome(.assessed(withdrawn: false), new.versioned, on: nil)), event)
        }
        for series in series(of: target) {
            emit(.target(outcome(.assessed(withdrawn: false), new.versioned, on: series)), event)
            judge(new.versioned, on: series, event)
        }
    }

    mutating func withdraw(_ id: TargetID, _ event: UpdateEvent) {
        guard let index = targets.firstIndex(where: { $0.target.id == id && $0.inForce }) else {
            answer(.unchanged, .target(id, inForce: nil), event)
            return
        }
        let old = targets[index].versioned
        answer(.applied, .target(id, inForce: nil), event)
        if series(of: old.target).isEmpty {
            emit(.target(outcome(.assessed(withdrawn: true), old, on: nil)), event)
        }
        for series in series(of: old.target) {
            emit(.target(outcome(.assessed(withdrawn: true), old, on: series)), event)
        }
        targets[index].inForce = false
        standings.removeAll { $0.target == id }
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
