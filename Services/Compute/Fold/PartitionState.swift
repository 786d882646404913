internal import Log
public import Messages
public import Time

/// All that compute knows of one partition: what the fold of its updates has come to.
///
/// A pure function of the records: no clock, no randomness, no input and output. Whoever folds the
/// same records has the same state and makes the same outcomes, byte for byte.
public struct PartitionState: ~Copyable {
    public let log: LogID
    public let partition: Int32
    /// The last day that passed, as the partition's records say.
    public internal(set) var lastDay: CalendarDate?

    var provenances = Provenances()
    var catalogue = Catalogue()
    /// The texts of all series; a series' number is its text's.
    var names = Interner()
    var series: [SeriesState] = []
    /// What they are, for those who need more of it than the text.
    var identities: [Series] = []
    /// What was touched since the last commit.
    var changes = Changes()
    /// A definition's consequences that are not all out yet.
    var sweep: Sweep? { didSet { isSweeping = sweep != nil } }
    /// Whether the last record's consequences are not all out; asked for at each record.
    public private(set) var isSweeping = false
    /// What the report that is being folded did, and what is told of it.
    var effect = ReportEffect()
    var update = RawSeriesUpdated(definition: 0)

    /// Before the first record.
    public init(log: LogID, partition: Int32) {
        self.log = log
        self.partition = partition
    }

    /// How many series it has.
    public var seriesCount: Int { series.count }
}

/// What a commit must write: numbers of series, indicators and targets, each once.
struct Changes {
    var series: [Int32] = []
    var indicators: Set<Int32> = []
    var targets: Set<Int32> = []
    /// How many series and provenances the last commit knew.
    var committedSeries = 0
    var committedProvenances = 0
}

extension PartitionState {
    /// Its releases differ from what was committed from `release` on.
    mutating func markChanged(series number: Int, from release: Int) {
        series[number].markChanged(from: release)
        markChanged(number)
    }

    mutating func markChanged(standingsOf number: Int) {
        series[number].hasChangedStandings = true
        markChanged(number)
    }

    private mutating func markChanged(_ number: Int) {
        guard !series[number].isChanged else { return }
        series[number].isChanged = true
        changes.series.append(Int32(number))
    }

    /// Adds a series that was never reported on, with the targets that are in force for it.
    mutating func add(_ new: Series, indicator: Int32) -> Int {
        let number = series.count
        names.add(new.text.utf8.span)
        var state = SeriesState(indicator: indicator)
        for target in catalogue.indicators[Int(indicator)].targets {
            state.refresh(target: target, for: new, in: catalogue)
        }
        let hasStandings = !state.standings.isEmpty
        series.append(state)
        identities.append(new)
        catalogue.add(series: Int32(number), to: indicator)
        if hasStandings { markChanged(standingsOf: number) }
        return number
    }
}
