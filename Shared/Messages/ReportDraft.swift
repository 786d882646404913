public import Time

/// What a producer says of one series, well formed but not yet held against the indicator.
public struct ReportDraft: Hashable, Sendable {
    public struct DraftFigure: Hashable, Sendable {
        /// As written: what it means can depend on the indicator's frequency.
        public var period: String
        public var value: Double?
        public var status: StatusFlags
        public var confidentiality: UInt8?
        public var note: String?

        public init(
            period: String, value: Double?, status: StatusFlags = [],
            confidentiality: UInt8? = nil, note: String? = nil
        ) {
            self.period = period
            self.value = value
            self.status = status
            self.confidentiality = confidentiality
            self.note = note
        }
    }

    public var series: Series
    public var unit: String
    public var source: String?
    public var released: Timestamp?
    public var figures: [DraftFigure]
    /// Which of its document's reports it is; nil: it is the document.
    public var index: Int?

    public init(
        series: Series, unit: String, source: String? = nil, released: Timestamp? = nil,
        figures: [DraftFigure], index: Int? = nil
    ) {
        self.series = series
        self.unit = unit
        self.source = source
        self.released = released
        self.figures = figures
        self.index = index
    }

    /// The JSON Pointer of the report in its document.
    public var pointer: String { index.map { "/reports/\($0)" } ?? "" }

    /// The reports that it makes for its indicator: one, or several where the series is long.
    ///
    /// Throws all rules that it breaks, with their places.
    public func reports(
        under indicator: Indicator, received: Timestamp, submission: String
    ) throws(Refusal) -> [Report] {
        var errors = indicator.faults(of: series)
        if let fault = indicator.fault(ofUnit: unit.utf8.span) { errors.append(fault) }
        if let fault = Report.fault(released: released, received: received) {
            errors.append(fault)
        }
        let figures = checkedFigures(
            indicator, asOf: released ?? received, errors: &errors)
        guard errors.isEmpty else {
            throw Refusal(
                errors.prefix(Document.errorLimit).map { $0.under(pointer) },
                errorCount: errors.count)
        }
        return Report.batches(of: figures, source: source).map { batch in
            Report(
                series: series, unit: unit, source: source, received: received,
                released: released, submission: submission, figures: Array(batch))
        }
    }

    /// The figures in the order of their periods.
    private func checkedFigures(
        _ indicator: Indicator, asOf moment: Timestamp, errors: inout [ValidationError]
    ) -> [Figure] {
        var checked: [(figure: Figure, index: Int)] = []
        checked.reserveCapacity(figures.count)
        for (index, draft) in figures.enumerated() {
            do throws(ValidationError) {
                checked.append((try draft.figure(indicator, asOf: moment), index))
            } catch {
                errors.append(error.under("/figures/\(index)"))
            }
        }
        checked.sort { $0.figure.period < $1.figure.period }
        var figures: [Figure] = []
        figures.reserveCapacity(checked.count)
        for (figure, index) in checked {
            guard let last = figures.last, last.period == figure.period else {
                figures.append(figure)
                continue
            }
            guard !last.says(sameAs: figure) else { continue }
            errors.append(
                Report.duplicateFigure(of: figure.period).under("/figures/\(index)"))
        }
        return figures
    }
}

extension ReportDraft.DraftFigure {
    fileprivate func figure(
        _ indicator: Indicator, asOf moment: Timestamp
    ) throws(ValidationError) -> Figure {
        let period: Period
        do throws(ValidationError) {
            period = try Period(self.period, frequency: indicator.frequency)
        } catch {
            throw error.at(pointer: "/period")
        }
        let figure = try Figure(
            period: period, value: value, status: status, confidentiality: confidentiality,
            note: note)
        if let fault = indicator.fault(of: RawFigure(figure), asOf: moment) { throw fault }
        return figure
    }
}
