public import Messages
public import Time

/// One figure as one release gave it.
public struct ReferenceRelease: Hashable, Sendable {
    public var figure: Figure
    public var released: Timestamp
    public var source: String?
    public var submission: String
    /// The version of the indicator's definition when it was reported.
    public var definition: Int
    /// The how-manieth release of the partition it is: ties of `released` are told by it.
    public var arrival: Int

    public init(
        figure: Figure, released: Timestamp, source: String? = nil, submission: String,
        definition: Int, arrival: Int
    ) {
        self.figure = figure
        self.released = released
        self.source = source
        self.submission = submission
        self.definition = definition
        self.arrival = arrival
    }

    /// As events show it.
    public var shown: ReleasedFigure {
        ReleasedFigure(figure: figure, released: released, source: source)
    }
}

/// All that was ever reported of one series.
public struct ReferenceHistory: Hashable, Sendable {
    public let series: Series
    private var byPeriod: [Period: OfPeriod] = [:]

    /// What was reported of a period: worked out anew with each release, and looked at often.
    private struct OfPeriod: Hashable {
        var releases: [ReferenceRelease] = []
        var visible: [ReferenceRelease] = []

        mutating func add(_ release: ReferenceRelease) {
            releases.append(release)
            releases.sort { ($0.released, $0.arrival) < ($1.released, $1.arrival) }
            visible = []
            for release in releases {
                if let last = visible.last, last.figure.says(sameAs: release.figure) { continue }
                visible.append(release)
            }
        }
    }

    init(series: Series) { self.series = series }

    public var periods: [Period] { byPeriod.keys.sorted() }

    /// All releases of a period by release time, ties by arrival: the last is in force.
    public func releases(of period: Period) -> [ReferenceRelease] {
        byPeriod[period]?.releases ?? []
    }

    /// The same without those that only repeat the one before: what has been there to see.
    public func visible(_ period: Period) -> [ReferenceRelease] { byPeriod[period]?.visible ?? [] }

    /// The figure of each period that is in force, by period.
    public var inForce: [ReferenceRelease] { periods.compactMap { visible($0).last } }

    /// What can be the latest: figures in force with a value, and no forecasts.
    public var valued: [ReferenceRelease] {
        inForce.filter { $0.figure.value != nil && !$0.figure.status.contains(.forecast) }
    }

    public var latest: ReferenceRelease? { valued.last }

    /// The latest figure before the latest.
    public var previous: PeriodValue? {
        guard let release = valued.dropLast().last, let value = release.figure.value else {
            return nil
        }
        return PeriodValue(period: release.figure.period, value: value)
    }

    /// The figure whose period has the text of the latest's, but for a year less; of periods that
    /// are parts of a year.
    public var yearBefore: PeriodValue? {
        guard let text = latest.map({ "\($0.figure.period)" }), !text.contains("/"),
            text.count > 4, let year = Int(text.prefix(4))
        else { return nil }
        let earlier = "\(year - 1)" + text.dropFirst(4)
        return valued.first { "\($0.figure.period)" == earlier }.flatMap { release in
            release.figure.value.map { PeriodValue(period: release.figure.period, value: $0) }
        }
    }

    /// Takes a figure unless its submission already gave one of that period.
    mutating func insert(_ figure: Figure, of report: Report, definition: Int, arrival: Int) {
        let before = releases(of: figure.period)
        guard !before.contains(where: { $0.submission == report.submission }) else { return }
        let latestRelease = before.map(\.released).max() ?? report.received
        byPeriod[figure.period, default: OfPeriod()].add(
            ReferenceRelease(
                figure: figure,
                released: report.released ?? max(report.received, latestRelease),
                source: report.source, submission: report.submission, definition: definition,
                arrival: arrival))
    }
}
