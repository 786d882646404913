internal import HTTP
internal import Messages
internal import Time

/// Holds a submission's series, one after the other, against the catalogue, and counts.
struct Check {
    private let catalogue: Catalogue
    private let principal: Principal
    private let received: Timestamp
    private let submission: String
    private let style: PlaceStyle
    private(set) var faults: FaultList
    /// Figures, or reports that could not be read, that are not published.
    private(set) var rejected: Int
    private(set) var reports = 0
    private(set) var figures = 0
    /// What was said of indicators that nobody knows: finding what was meant takes time.
    private var unknown: [IndicatorCode: ValidationError] = [:]

    /// A figure that keeps to the rules by itself, or is one of two that contradict each other.
    private struct Checked {
        let figure: Figure
        let part: Int
        let place: RowPlace
        var isContradicted = false
    }

    /// Goes on from what was found wrong when the rows were read.
    init(
        _ catalogue: Catalogue, _ request: SubmissionRequest, received: Timestamp,
        faults: FaultList, rejected: Int
    ) {
        self.catalogue = catalogue
        self.received = received
        self.faults = faults
        self.rejected = rejected
        principal = request.principal
        submission = request.submission
        style = request.format.placeStyle
    }

    /// The same check before it saw any series.
    func restarted(faults: FaultList, rejected: Int) -> Check {
        var check = self
        check.faults = faults
        check.rejected = rejected
        check.reports = 0
        check.figures = 0
        return check
    }

    /// The reports that a series makes: those of its figures that keep to all rules.
    mutating func reports(of series: SentSeries) -> [Report] {
        guard let first = series.parts.first else { return [] }
        if let omitted = series.omitted { refuse(omitted) }
        let code = first.heading.series.indicator
        guard principal.mayPush(code.text) else {
            refuse(series) { [principal] in Self.forbidden(code, principal) }
            return []
        }
        guard let indicator = catalogue.indicators[code] else {
            var error = unknown[code]
            refuse(series) { [catalogue] in
                let found = error ?? catalogue.unknownIndicator(code)
                error = found
                return found
            }
            unknown[code] = error
            return []
        }
        var checked: [Checked] = []
        checked.reserveCapacity(series.count)
        let seriesFaults = indicator.faults(of: first.heading.series)
        for (index, part) in series.parts.enumerated() {
            var partFaults = seriesFaults
            if let unit = part.heading.unit, let fault = indicator.fault(ofUnit: unit.utf8.span) {
                partFaults.append(fault)
            }
            if let fault = Report.fault(released: part.heading.released, received: received) {
                partFaults.append(fault)
            }
            if !partFaults.isEmpty {
                refuse(part, partFaults)
                continue
            }
            let moment = part.heading.released ?? received
            for sent in part.figures {
                do throws(ValidationError) {
                    let figure = try sent.figure(under: indicator, asOf: moment)
                    checked.append(Checked(figure: figure, part: index, place: sent.place))
                } catch {
                    refuse(sent.place, error)
                }
            }
        }
        dropDuplicates(&checked)
        if series.parts.count == 1 {
            return reports(of: checked.map(\.figure), first.heading, indicator)
        }
        var figures = [[Figure]](repeating: [], count: series.parts.count)
        for one in checked { figures[one.part].append(one.figure) }
        return zip(series.parts, figures).flatMap { part, figures in
            reports(of: figures, part.heading, indicator)
        }
    }

    /// Puts the figures in the order of their periods, and keeps one of those that say the same.
    private mutating func dropDuplicates(_ checked: inout [Checked]) {
        let isInOrder = checked.indices.dropFirst().allSatisfy {
            checked[$0 - 1].figure.period < checked[$0].figure.period
        }
        if isInOrder { return }
        checked.sort { ($0.figure.period, $0.place) < ($1.figure.period, $1.place) }
        var kept: [Checked] = []
        kept.reserveCapacity(checked.count)
        for next in checked {
            guard let last = kept.last, last.figure.period == next.figure.period else {
                kept.append(next)
                continue
            }
            if last.figure.says(sameAs: next.figure) { continue }
            refuse(next.place, Self.duplicate(next.figure.period))
            if !last.isContradicted {
                // Which of the two is right nobody knows.
                rejected += 1
                kept[kept.count - 1].isContradicted = true
            }
        }
        checked = kept.filter { !$0.isContradicted }
    }

    private mutating func reports(
        of figures: [Figure], _ heading: Heading, _ indicator: Indicator
    ) -> [Report] {
        guard !figures.isEmpty else { return [] }
        let batches = Report.batches(of: figures, source: heading.source)
        reports += batches.count
        self.figures += figures.count
        return batches.map { batch in
            Report(
                series: heading.series, unit: indicator.unit, source: heading.source,
                received: received, released: heading.released, submission: submission,
                figures: Array(batch))
        }
    }
}

extension Check {
    private mutating func refuse(_ place: RowPlace, _ error: ValidationError) {
        rejected += 1
        faults.add(at: place) { [style] in error.at(place, style) }
    }

    /// `error` is only made where it is kept.
    private mutating func refuse(_ series: SentSeries, _ error: () -> ValidationError) {
        for part in series.parts {
            for place in reject(part) {
                faults.add(at: place) { [style] in error().at(place, style) }
            }
        }
    }

    private mutating func refuse(_ part: SentSeries.Part, _ errors: [ValidationError]) {
        for place in reject(part) {
            for error in errors { faults.add(at: place) { [style] in error.at(place, style) } }
        }
    }

    /// Counts the figures. What is wrong with their heading is told at these places: once a row of
    /// a table, or once a report.
    private mutating func reject(_ part: SentSeries.Part) -> [RowPlace] {
        rejected += part.figures.count
        var places: [RowPlace] = []
        for figure in part.figures where figure.place.ofReport != places.last {
            places.append(figure.place.ofReport)
        }
        return places
    }

    private mutating func refuse(_ omitted: (count: Int, first: RowPlace)) {
        let error = ValidationError(
            .tooLarge, "the series has too many figures for one submission",
            expected: "at most \(SentSeries.figureLimit)")
        refuse(omitted.first, error)
        rejected += omitted.count - 1
    }

    private static func forbidden(
        _ code: IndicatorCode, _ principal: Principal
    ) -> ValidationError {
        ValidationError(
            .forbiddenIndicator, "the token \(principal.name) may not push figures of this one",
            pointer: "/indicator", found: code.text,
            expected: "an indicator that a scope push:… of the token names")
    }

    private static func duplicate(_ period: Period) -> ValidationError {
        ValidationError(
            .duplicateFigure, "the period has another figure in the same submission",
            pointer: "/period", found: period.description, expected: "one figure a period")
    }
}

extension SentFigure {
    /// The figure, if it keeps to the rules of its indicator.
    func figure(
        under indicator: Indicator, asOf moment: Timestamp
    ) throws(ValidationError) -> Figure {
        let period: Period
        do throws(ValidationError) {
            period = try Period(self.period, frequency: indicator.frequency)
        } catch { throw error.at(pointer: "/period") }
        let figure = try Figure(
            period: period, value: value, status: status, confidentiality: confidentiality,
            note: note)
        let raw = RawFigure(
            period: period, value: figure.value, status: figure.status,
            confidentiality: figure.confidentiality)
        if let fault = indicator.fault(of: raw, asOf: moment) { throw fault }
        return figure
    }
}
