internal import Messages

// `peil.indicator.defined.v1`, `peil.target.set.v1`, `peil.target.withdrawn.v1`
extension PartitionState {
    /// Puts a definition in force. Figures and standings stay as they are: from the next report
    /// on, and where a target is set, they are held against it.
    mutating func define(_ indicator: Indicator, into emission: inout Emission) {
        let isKnown = catalogue.indicator(indicator.code) == indicator
        if !isKnown { changes.indicators.insert(catalogue.define(indicator)) }
        emission.answer(
            isKnown ? .unchanged : .applied, .indicator(indicator.code, inForce: indicator))
    }

    mutating func set(_ target: Target, into emission: inout Emission) {
        let inForce = catalogue.inForce(target.id)
        let errors = errors(of: target)
        guard errors.isEmpty, let indicator = catalogue.number(of: target.indicator) else {
            return emission.answer(.refused(errors), .target(target.id, inForce: inForce))
        }
        guard target != inForce?.target else {
            return emission.answer(.unchanged, .target(target.id, inForce: inForce))
        }
        let old = catalogue.number(of: target.id).map { catalogue.targets[Int($0)] }
        let new = Catalogue.Set(target: target, version: (old?.version ?? 0) + 1, inForce: true)
        let number = catalogue.set(new, of: indicator)
        changes.targets.insert(number)
        emission.answer(.applied, .target(target.id, inForce: new.versioned))
        startSweep(
            number, new.versioned, isWithdrawn: false,
            replacing: [old?.target.overrides, target.overrides], of: indicator)
    }

    mutating func withdraw(_ id: TargetID, into emission: inout Emission) {
        guard let inForce = catalogue.inForce(id),
            let indicator = catalogue.number(of: id.indicator)
        else { return emission.answer(.unchanged, .target(id, inForce: nil)) }
        let set = Catalogue.Set(
            target: inForce.target, version: inForce.version, inForce: false)
        let number = catalogue.set(set, of: indicator)
        changes.targets.insert(number)
        emission.answer(.applied, .target(id, inForce: nil))
        startSweep(
            number, inForce, isWithdrawn: true, replacing: [inForce.target.overrides],
            of: indicator)
    }

    private mutating func startSweep(
        _ number: Int32, _ content: VersionedTarget, isWithdrawn: Bool,
        replacing replaced: [TargetID?], of indicator: Int32
    ) {
        let others = Set(replaced.compactMap { $0.flatMap { catalogue.number(of: $0) } })
        let series = catalogue.indicators[Int(indicator)].series.sorted {
            identities[Int($0)].text.utf8.lexicographicallyPrecedes(
                identities[Int($1)].text.utf8)
        }
        sweep = .target(
            TargetSweep(
                of: number, content, isWithdrawn: isWithdrawn,
                affecting: Array(others.subtracting([number])), on: series))
    }

    private func errors(of target: Target) -> [ValidationError] {
        guard let number = catalogue.number(of: target.indicator) else {
            return [catalogue.unknown(target.indicator)]
        }
        let defined = catalogue.indicators[Int(number)]
        var errors = defined.indicator.faults(of: target)
        let others = defined.targetsInForce - (catalogue.inForce(target.id) == nil ? 0 : 1)
        if let fault = defined.indicator.fault(ofTargetCount: others) { errors.append(fault) }
        return errors
    }
}
