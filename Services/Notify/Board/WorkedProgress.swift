internal import Messages
internal import Progress
internal import Time

/// A target held against one series, worked out from the figures in force then.
struct WorkedProgress: Sendable {
    var entry: ProgressEntry
    let indicator: Indicator?
    /// In force, by period.
    let figures: [Vintage]
    let working: Working
    /// The time of which it is; nil: now.
    let asOf: Timestamp?

    /// `series`: nil where none matches the target. At a time that is past, the entry shows the
    /// latest figure of that time, and overdue is what had no figure by then.
    init(
        _ target: VersionedTarget, _ series: SeriesEntry?, _ figures: [Vintage],
        _ indicator: Indicator?, asOf time: Timestamp?
    ) {
        let observations = Observations(figures.map(\.observation))
        working = Progress.work(
            target.target, observations, minimum: indicator?.minimum, maximum: indicator?.maximum)
        let latest = figures.map(\.released).latest
        var isOverdue = false
        if let time, let deadline = target.target.goal?.deadline {
            isOverdue =
                deadline.lastDay < time.date
                && target.target.lacksLast(latest, working.assessment)
        }
        entry = ProgressEntry(
            target: target,
            series: series.map { series in
                SeriesEntry(
                    row: series.row, series: series.series, unit: series.unit, latest: latest,
                    previous: nil, change: nil)
            }, assessment: working.assessment, isOverdue: isOverdue)
        self.indicator = indicator
        self.figures = figures
        asOf = time
    }
}

extension Target {
    /// Whether the figure of its deadline has not come, and none has met it.
    func lacksLast(_ latest: ReleasedFigure?, _ assessment: Assessment) -> Bool {
        guard let deadline = goal?.deadline, assessment.category != .targetAchieved else {
            return false
        }
        return latest.map { $0.figure.period < deadline } ?? true
    }
}

extension Vintage {
    fileprivate var observation: Observation {
        let figure = released.figure
        return Observation(
            period: figure.period, value: figure.value, status: figure.status,
            definition: definition)
    }
}
