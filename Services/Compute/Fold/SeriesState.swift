internal import Messages

/// What is known of one series, beside its name: small, for a partition has a million of them.
struct SeriesState {
    /// Its indicator's number.
    let indicator: Int32
    var releases = Releases()
    /// One a target that was ever in force for it, in the order of the targets' ids.
    var standings: [Standing] = []
    /// It differs from what was last committed: it stands among the partition's changes.
    var isChanged = false
    var hasChangedStandings = false
    /// The first of its releases that is not committed as it stands.
    private(set) var firstChanged = Int32.max

    mutating func markChanged(from release: Int) {
        firstChanged = min(firstChanged, Int32(truncatingIfNeeded: release))
    }

    mutating func markCommitted() {
        isChanged = false
        hasChangedStandings = false
        firstChanged = .max
    }

    init(indicator: Int32) { self.indicator = indicator }

    /// Brings the standing towards one target in line with whether it applies to `series`, which
    /// this is the state of, now.
    mutating func refresh(target number: Int32, for series: Series, in catalogue: Catalogue) {
        let applies = catalogue.applies(number, to: series, of: indicator)
        if let index = standings.firstIndex(where: { $0.target == number }) {
            standings[index].applies = applies
        } else if applies {
            let set = catalogue.targets[Int(number)]
            let place = standings.firstIndex {
                set.target.id < catalogue.targets[Int($0.target)].target.id
            }
            standings.insert(
                Standing(target: number, version: set.version), at: place ?? standings.count)
        }
    }
}
