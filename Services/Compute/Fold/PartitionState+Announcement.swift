internal import Messages
internal import Progress

extension PartitionState {
    /// Emits what came of a report: the series' new figures, then what became of its targets.
    mutating func announce(
        _ report: borrowing RawReport, of number: Int, into emission: inout Emission
    ) {
        guard series[number].standings.contains(where: \.applies) else {
            let latest = Latest(series[number].releases)
            return emit(report, of: number, latest, [], into: &emission)
        }
        let view = SeriesView(of: number, self)
        var assessments: [SeriesUpdated.TargetAssessment] = []
        for standing in series[number].standings where standing.applies {
            let set = catalogue.targets[Int(standing.target)]
            assessments.append(
                .init(
                    target: set.target.id, version: set.version,
                    assessment: view.assess(set.target)))
        }
        emit(report, of: number, view.latest, assessments, into: &emission)
        var next = 0
        for index in series[number].standings.indices
        where series[number].standings[index].applies {
            judge(number, index, view, assessments[next].assessment, into: &emission)
            next += 1
        }
    }

    /// Emits `peil.series.updated.v1`.
    private mutating func emit(
        _ report: borrowing RawReport, of number: Int, _ latest: Latest,
        _ assessments: [SeriesUpdated.TargetAssessment], into emission: inout Emission
    ) {
        guard emission.takesOutcome else { return emission.passOutcome() }
        let reported = latest.release.flatMap { effect.figure(of: $0) }
        let provenance = reported == nil ? latest.release.map { provenances[$0.provenance] } : nil
        // The raw form tells figures by the report alone.
        guard effect.isOfReport, provenance?.note == nil else {
            let updated = updated(report, of: number, latest, assessments)
            return emission.outcome(of: identities[number].indicator, .seriesUpdated(updated)) {
                .seriesUpdated(withoutOldTexts(updated))
            }
        }
        fill(report, of: number, latest, reported, assessments)
        if reported != nil { return emission.outcome(update, of: report) }
        let source = provenance?.source ?? ""
        emission.outcome(update, of: report, latestSource: source.utf8.span)
    }

    /// Releases that were reported before, and hidden, without their sources and notes: with those
    /// of the report beside them they can be more than a record holds.
    private func withoutOldTexts(_ updated: SeriesUpdated) -> SeriesUpdated {
        var shorter = updated
        for (index, vintage) in effect.vintages.enumerated() where vintage.figure == nil {
            shorter.vintages[index] = provenances.shown(vintage.release, withTexts: false)
        }
        return shorter
    }

    /// Puts into `update` what came of a report; `reported` is the latest figure's index in it.
    private mutating func fill(
        _ report: borrowing RawReport, of number: Int, _ latest: Latest, _ reported: Int?,
        _ assessments: [SeriesUpdated.TargetAssessment]
    ) {
        update.definition = definition(of: number)
        update.changes.removeAll(keepingCapacity: true)
        for change in effect.changes {
            update.changes.append(
                .init(
                    old: change.old?.figure, new: report.figures[change.figure],
                    released: change.new.released))
        }
        update.vintages.removeAll(keepingCapacity: true)
        for vintage in effect.vintages {
            guard let figure = vintage.figure else { continue }
            update.vintages.append(
                .init(figure: report.figures[figure], released: vintage.release.released))
        }
        update.latest = latest.release.map { release in
            .init(
                figure: reported.map { report.figures[$0] } ?? release.figure,
                released: release.released)
        }
        update.previous = latest.previous
        update.change = latest.change
        update.yearBefore = latest.yearBefore
        update.changeOnYear = latest.changeOnYear
        update.assessments = assessments
    }

    /// The definition's version that holds for a series.
    func definition(of number: Int) -> Int {
        catalogue.indicators[Int(series[number].indicator)].indicator.version
    }

    /// The same with Strings, where figures of other reports come in.
    private func updated(
        _ report: borrowing RawReport, of number: Int, _ latest: Latest,
        _ assessments: [SeriesUpdated.TargetAssessment]
    ) -> SeriesUpdated {
        var updated = SeriesUpdated(
            series: identities[number], unit: String(copying: report.unit),
            submission: String(copying: report.submission), definition: definition(of: number))
        updated.changes = effect.changes.map {
            .init(
                old: $0.old.map { provenances.shown($0).figure }, new: provenances.shown($0.new))
        }
        updated.vintages = effect.vintages.map { provenances.shown($0.release) }
        updated.latest = latest.release.map { provenances.shown($0) }
        updated.previous = latest.previous
        updated.change = latest.change
        updated.yearBefore = latest.yearBefore
        updated.changeOnYear = latest.changeOnYear
        updated.assessments = assessments
        return updated
    }
}
