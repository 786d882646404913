public import Time

/// What figures must keep to under their indicator: the same in ingest, which answers the
/// producer, and in compute, which writes to `rejects`. Pointers are the report's or the figure's.
extension Indicator {
    /// `unknown_dimension`, for those that are missing and those that it does not have.
    public func faults(of series: Series) -> [ValidationError] {
        let dimensions = series.dimensions.all
        var faults: [ValidationError] = []
        for dimension in dimensions where !self.dimensions.contains(dimension.name) {
            faults.append(unknown(dimension.name).at(pointer: "/dimensions/\(dimension.name)"))
        }
        for name in self.dimensions where series.dimensions[name] == nil {
            faults.append(
                ValidationError(
                    .unknownDimension, "dimension \(name) is missing", pointer: "/dimensions",
                    expected: "a value of each of \(self.dimensions.joined(separator: ", "))"))
        }
        return faults
    }

    func unknown(_ dimension: String) -> ValidationError {
        ValidationError(
            .unknownDimension, "\(code.text) has no dimension \(dimension)", found: dimension,
            expected: dimensions.isEmpty
                ? "no dimensions" : "one of \(dimensions.joined(separator: ", "))",
            suggestion: Suggestions.nearest(to: dimension, among: dimensions))
    }

    /// `unit_mismatch`.
    public func fault(ofUnit unit: Span<UInt8>) -> ValidationError? {
        let own = self.unit.utf8.span
        if own.count == unit.count, own.indices.allSatisfy({ own[$0] == unit[$0] }) { return nil }
        let found = unsafe unit.withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        return ValidationError(
            .unitMismatch, "the unit is not the indicator's", pointer: "/unit",
            found: Text.excerpt(found), expected: self.unit)
    }

    /// `frequency_mismatch`, `out_of_bounds`, and `future_period`: it starts after `moment`, when
    /// the report was released (else received), and is no forecast.
    public func fault(of figure: RawFigure, asOf moment: Timestamp) -> ValidationError? {
        if figure.period.frequency != frequency { return frequencyMismatch(figure.period) }
        if let value = figure.value, let fault = fault(ofValue: value) { return fault }
        if Timestamp(figure.period.firstDay) > moment, !figure.status.contains(.forecast) {
            return ValidationError(
                .futurePeriod, "the period begins after the figure's release",
                pointer: "/period", found: figure.period.description,
                expected: "a period that began by \(moment), or status F (forecast)")
        }
        return nil
    }

    private func frequencyMismatch(_ period: Period) -> ValidationError {
        ValidationError(
            .frequencyMismatch, "the period is of another frequency than the indicator",
            pointer: "/period", found: period.description, expected: Period.examples(frequency))
    }

    /// Beyond it, what is worked out of values could be too large for a number.
    private static let magnitudeLimit = 1e100

    /// `out_of_bounds`, whatever the indicator's own bounds are.
    static func fault(ofMagnitude value: Double) -> ValidationError? {
        guard value.magnitude > magnitudeLimit else { return nil }
        return ValidationError(
            .outOfBounds, "the value is too large", pointer: "/value", found: "\(value)",
            expected: "from -\(magnitudeLimit) to \(magnitudeLimit)")
    }

    func fault(ofValue value: Double) -> ValidationError? {
        if let fault = Self.fault(ofMagnitude: value) { return fault }
        if let minimum, value < minimum {
            return ValidationError(
                .outOfBounds, "the value is below the indicator's minimum", pointer: "/value",
                found: "\(value)", expected: "at least \(minimum)")
        }
        if let maximum, value > maximum {
            return ValidationError(
                .outOfBounds, "the value is above the indicator's maximum", pointer: "/value",
                found: "\(value)", expected: "at most \(maximum)")
        }
        return nil
    }

    /// All rules that a report from the log breaks, with pointers into its record. Where its
    /// series is known (`knowsSeries`), it is this indicator's.
    public func faults(
        of report: borrowing RawReport, knowsSeries: Bool
    ) throws(ValidationError) -> [ValidationError] {
        var faults: [ValidationError] = []
        if !knowsSeries { faults = self.faults(of: try report.series()) }
        if let fault = fault(ofUnit: report.unit) { faults.append(fault) }
        if let fault = Report.fault(released: report.released, received: report.received) {
            faults.append(fault)
        }
        let moment = report.released ?? report.received
        for (index, figure) in report.figures.enumerated() {
            if let fault = fault(of: figure, asOf: moment) {
                faults.append(fault.under("/figures/\(index)"))
            }
        }
        if let fault = report.faultOfLength { faults.append(fault) }
        return faults.isEmpty ? faults : faults.map { $0.under("/data") }
    }
}

extension ValidationError {
    /// `unknown_indicator`, with the nearest of those that are known.
    public static func unknownIndicator(
        _ code: IndicatorCode, among known: some Sequence<String>
    ) -> ValidationError {
        ValidationError(
            .unknownIndicator, "there is no indicator \(code.text)", pointer: "/indicator",
            found: code.text, expected: "an indicator that is defined",
            suggestion: Suggestions.nearest(to: code.text, among: known))
    }

    /// The same error in a value that stands at `pointer`.
    public func under(_ pointer: String) -> ValidationError {
        at(pointer: pointer + (self.pointer ?? ""))
    }
}
