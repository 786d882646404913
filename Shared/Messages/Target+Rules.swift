extension Indicator {
    /// The most targets that it has.
    public static let targetLimit = 100

    /// The rules that a target breaks under its indicator: `unknown_dimension`, `out_of_bounds`,
    /// `frequency_mismatch`, `invalid_target`. Pointers are the target's.
    public func faults(of target: Target) -> [ValidationError] {
        var faults: [ValidationError] = []
        for dimension in target.dimensions.all where !dimensions.contains(dimension.name) {
            faults.append(unknown(dimension.name).at(pointer: "/dimensions/\(dimension.name)"))
        }
        if let goal = target.goal {
            let broken =
                goal.relative ? Self.fault(ofMagnitude: goal.value) : fault(ofValue: goal.value)
            if let broken { faults.append(broken) }
            faults += fault(ofPeriod: goal.deadline, "/deadline")
        }
        if let baseline = target.baseline { faults += fault(ofPeriod: baseline, "/baseline") }
        if let value = target.baselineValue, let fault = fault(ofValue: value) {
            faults.append(fault.at(pointer: "/baselineValue"))
        }
        if target.method == .logistic, ceiling == nil {
            faults.append(
                ValidationError(
                    .invalidTarget, "logistic needs a ceiling", pointer: "/method",
                    found: target.method.rawValue,
                    expected: "an indicator with a maximum, or a share (unit PC…)"))
        }
        return faults
    }

    /// What an S-curve rises to: the maximum, 100 for shares.
    public var ceiling: Double? { maximum ?? (unit.hasPrefix("PC") ? 100 : nil) }

    /// `too_many_targets`, for one more than there are.
    public func fault(ofTargetCount count: Int) -> ValidationError? {
        guard count >= Self.targetLimit else { return nil }
        return ValidationError(
            .tooManyTargets, "\(code.text) has too many targets", found: "\(count + 1)",
            expected: "at most \(Self.targetLimit)")
    }

    /// A target's periods are of the indicator's frequency or whole years: 2030 ends with 2030-Q4.
    private func fault(ofPeriod period: Period, _ pointer: String) -> [ValidationError] {
        if period.frequency == frequency || period.frequency == .annual { return [] }
        return [
            ValidationError(
                .frequencyMismatch, "the period is of another frequency than the indicator",
                pointer: pointer, found: period.description,
                expected: Period.examples(frequency) + ", or a year")
        ]
    }
}
