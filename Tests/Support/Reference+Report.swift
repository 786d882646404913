internal import Messages
internal import Time

// `peil.figures.reported.v1`
extension Reference {
    mutating func take(_ report: Report, _ event: UpdateEvent) {
        let codes = brokenRules(report)
        guard codes.isEmpty, let indicator = indicator(report.series.indicator) else {
            rejects.append(
                ReferenceReject(
                    id: id(0), time: event.time, submission: report.submission, codes: codes))
            return
        }
        let before = history(of: report.series)
        var after = before
        for figure in report.figures {
            after.insert(
                figure, of: report, definition: indicator.version, arrival: arrivals)
            arrivals += 1
        }
        histories.removeAll { $0.series == report.series }
        histories.append(after)

        // One report is atomic: what it did is judged when all its figures are in.
        guard after.periods.contains(where: { before.visible($0) != after.visible($0) }) else {
            return
        }
        emit(.seriesUpdated(updated(before, after, report, indicator)), event)
        for target in targets(of: report.series) {
            judge(target.versioned, on: report.series, event)
        }
    }

    private func updated(
        _ before: ReferenceHistory, _ after: ReferenceHistory, _ report: Report,
        _ indicator: Indicator
    ) -> SeriesUpdated {
        var updated = SeriesUpdated(
            series: report.series, unit: report.unit, submission: report.submission,
            definition: indicator.version)
        for period in after.periods {
            guard before.visible(period) != after.visible(period) else { continue }
            let known = Set(before.visible(period))
            var newlyVisible = after.visible(period).filter { !known.contains($0) }
            let old = before.visible(period).last?.figure
            if let new = after.visible(period).last, old.map(new.figure.says(sameAs:)) != true {
                updated.changes.append(.init(old: old, new: new.shown))
                newlyVisible.removeAll { $0 == new }
            }
            updated.vintages += newlyVisible.map(\.shown)
        }
        updated.latest = after.latest?.shown
        updated.previous = after.previous
        if let latest = after.latest?.figure.value, let previous = after.previous?.value {
            updated.change = ReferenceNumber.difference(
                latest, previous, decimals: ReferenceNumber.decimals(latest, previous))
        }
        updated.yearBefore = after.yearBefore
        if let latest = after.latest?.figure.value, let earlier = after.yearBefore?.value {
            updated.changeOnYear = ReferenceNumber.difference(
                latest, earlier, decimals: ReferenceNumber.decimals(latest, earlier))
        }
        updated.assessments = targets(of: report.series).map { target in
            .init(
                target: target.target.id, version: target.version,
                assessment: measure(target.target, on: report.series).assessment)
        }
        return updated
    }

    /// The codes of the rules that a report breaks, as messages.md lists them.
    private func brokenRules(_ report: Report) -> [ValidationError.Code] {
        guard let indicator = indicator(report.series.indicator) else { return [.unknownIndicator] }
        var codes: [ValidationError.Code] = []
        let names = report.series.dimensions.all.map(\.name)
        if names.contains(where: { !indicator.dimensions.contains($0) }) {
            codes.append(.unknownDimension)
        }
        if indicator.dimensions.contains(where: { !names.contains($0) }) {
            codes.append(.unknownDimension)
        }
        if report.unit != indicator.unit { codes.append(.unitMismatch) }
        let fiveMinutes: Int64 = 300_000
        if let released = report.released,
            released > report.received.adding(milliseconds: fiveMinutes)
        {
            codes.append(.embargoed)
        }
        if report.figures.count > Report.figureLimit { codes.append(.tooLarge) }
        for figure in report.figures { codes += brokenRules(figure, report, indicator) }
        return codes
    }

    /// The first rule that a figure breaks.
    private func brokenRules(
        _ figure: Figure, _ report: Report, _ indicator: Indicator
    ) -> [ValidationError.Code] {
        if figure.period.frequency != indicator.frequency { return [.frequencyMismatch] }
        if let value = figure.value,
            value < indicator.minimum ?? value || value > indicator.maximum ?? value
        {
            return [.outOfBounds]
        }
        if Timestamp(figure.period.firstDay) > report.released ?? report.received,
            !figure.status.contains(.forecast)
        {
            return [.futurePeriod]
        }
        return []
    }
}
