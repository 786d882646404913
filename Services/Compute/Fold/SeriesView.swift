internal import Messages
internal import Progress

/// One series as targets see it: its figures in force, its indicator's bounds.
struct SeriesView {
    let series: Series
    let observations: Observations
    let latest: Latest
    /// The latest as outcomes show it.
    private let figure: ReleasedFigure?
    private let minimum: Double?
    private let maximum: Double?

    init(of number: Int, _ partition: borrowing PartitionState) {
        let state = partition.series[number]
        series = partition.identities[number]
        observations = state.releases.observations(partition.provenances)
        latest = Latest(state.releases)
        figure = latest.release.map { partition.provenances.shown($0) }
        let indicator = partition.catalogue.indicators[Int(state.indicator)].indicator
        minimum = indicator.minimum
        maximum = indicator.maximum
    }

    func assess(_ target: Target) -> Assessment {
        Progress.assess(target, observations, minimum: minimum, maximum: maximum)
    }

    func outcome(
        _ kind: TargetOutcome.Kind, _ target: VersionedTarget, _ assessment: Assessment
    ) -> Outcome {
        var outcome = TargetOutcome(
            kind: kind, target: .init(target), series: series, assessment: assessment)
        outcome.figure = figure
        outcome.previous = latest.previous
        if case .met = kind, let goal = target.target.goal, let release = latest.release {
            outcome.yearsEarly = Progress.yearsEarly(release.period, before: goal.deadline)
        }
        return .target(outcome)
    }
}

/// The latest figure, and those that it is compared with.
struct Latest {
    let release: Release?
    let previous: PeriodValue?
    /// By how much the latest differs from the one before.
    let change: Double?
    /// The figure of the same period a year before, where a year has several.
    let yearBefore: PeriodValue?
    /// By how much the latest differs from that.
    let changeOnYear: Double?

    init(_ releases: Releases) {
        let (latest, before) = releases.latestTwo
        release = latest
        previous = before.flatMap(PeriodValue.init)
        let earlier = latest?.period.yearBefore.flatMap { releases.inForce(of: $0) }
        yearBefore = earlier.flatMap { $0.isMeasured ? PeriodValue($0) : nil }
        change = Self.change(from: previous, to: latest)
        changeOnYear = Self.change(from: yearBefore, to: latest)
    }

    private static func change(from earlier: PeriodValue?, to latest: Release?) -> Double? {
        guard let earlier, let value = latest?.value else { return nil }
        return Progress.change(from: earlier.value, to: value)
    }
}

extension PeriodValue {
    /// Nil where the value is missing.
    fileprivate init?(_ release: Release) {
        guard let value = release.value else { return nil }
        self.init(period: release.period, value: value)
    }
}

extension Provenances {
    /// A release as outcomes show it, with its source and note or without.
    func shown(_ release: Release, withTexts: Bool = true) -> ReleasedFigure {
        let provenance = self[release.provenance]
        do throws(ValidationError) {
            let figure = try Figure(
                period: release.period, value: release.value, status: release.status,
                confidentiality: release.confidentiality,
                note: withTexts ? provenance.note : nil)
            return ReleasedFigure(
                figure: figure, released: release.released,
                source: withTexts ? provenance.source : nil)
        } catch {
            preconditionFailure("a release was once a figure that keeps to its rules: \(error)")
        }
    }
}

extension PartitionState {
    /// Holds a series against one of its targets and emits what is to be announced.
    mutating func judge(
        _ number: Int, _ standing: Int, _ view: SeriesView, _ assessment: Assessment,
        into emission: inout Emission
    ) {
        let target = catalogue.targets[Int(series[number].standings[standing].target)].versioned
        let before = series[number].standings[standing]
        let kinds = series[number].standings[standing].judge(
            target, assessment, view.observations)
        if series[number].standings[standing] != before { markChanged(standingsOf: number) }
        for kind in kinds {
            emission.outcome(of: view.series.indicator, view.outcome(kind, target, assessment))
        }
    }
}
