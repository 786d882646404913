internal import Messages
internal import Progress
internal import Time

/// All that was ever reported of one series: per period every release, in the order of release,
/// ties by arrival. The last of a period is in force.
///
/// Entries that say the same as the one before are kept, for their submissions, but never shown:
/// what is *visible* of a period are the others.
struct Releases {
    private(set) var all: [Release] = []

    /// The next one as stored: in order.
    mutating func append(stored release: Release) { all.append(release) }

    /// What one figure did to what is visible.
    enum Effect {
        /// A retry, or it says what was said.
        case nothing
        /// Another content is in force, instead of `old`.
        case change(old: Release?, new: Release)
        /// Entries became visible that are not in force, or are with the content that was:
        /// the figure, and the one behind it, which no longer repeats the one before it.
        case vintages(Release, Release?)
    }

    /// Where the releases of `period` stand, or would.
    private func range(of period: Period) -> Range<Int> {
        if let last = all.last, last.precedes(period) { return all.count..<all.count }
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].precedes(period) { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < all.count, all[end].isOf(period) { end += 1 }
        return low..<end
    }

    /// Where a figure would go among the releases of its period.
    struct Place {
        fileprivate let range: Range<Int>
        /// The latest release of the period; nil: there is none.
        let latest: Timestamp?
        /// The submission gave one already.
        let isRetry: Bool
    }

    func place(of period: Period, from submission: UInt64) -> Place {
        let range = range(of: period)
        guard !range.isEmpty else { return Place(range: range, latest: nil, isRetry: false) }
        return Place(
            range: range, latest: all[range.upperBound - 1].released,
            isRetry: all[range].contains { $0.submission == submission })
    }

    /// Puts a release at its place, which was looked up since the last one was put; tells from
    /// which one on others stand where they did not.
    mutating func insert(_ release: Release, at place: Place) -> (Effect, index: Int) {
        let range = place.range
        var index = range.upperBound
        while index > range.lowerBound, all[index - 1].released > release.released { index -= 1 }
        let before = index > range.lowerBound ? all[index - 1] : nil
        let after = index < range.upperBound ? all[index] : nil
        let old = after == nil && before != nil ? all[visible(upTo: index, from: range)] : nil
        if index == all.count { all.append(release) } else { all.insert(release, at: index) }

        if let before, before.says(sameAs: release) { return (.nothing, index) }
        guard let after else { return (.change(old: old, new: release), index) }
        let wasHidden = before?.says(sameAs: after) ?? false
        let behind = wasHidden && !release.says(sameAs: after) ? after : nil
        return (.vintages(release, behind), index)
    }

    /// The index of the first of the equal entries that end before `end`.
    private func visible(upTo end: Int, from range: Range<Int>) -> Int {
        var index = end - 1
        while index > range.lowerBound, all[index - 1].says(sameAs: all[index]) { index -= 1 }
        return index
    }

    /// Hands the figure in force of each period to `body`, earliest first.
    func forEachInForce(_ body: (Release) -> Void) {
        var start = 0
        while start < all.count {
            var shown = start
            var next = start + 1
            while next < all.count, all[next].isOf(all[start].period) {
                if !all[next].says(sameAs: all[next - 1]) { shown = next }
                next += 1
            }
            body(all[shown])
            start = next
        }
    }

    /// The figure in force of the last period that has a value and is no forecast, and the one
    /// before it.
    var latestTwo: (latest: Release?, previous: Release?) {
        var latest: Release?
        var end = all.count
        while end > 0 {
            var start = end - 1
            while start > 0, all[start - 1].isOf(all[end - 1].period) { start -= 1 }
            let shown = all[visible(upTo: end, from: start..<end)]
            if shown.isMeasured {
                guard latest != nil else {
                    latest = shown
                    end = start
                    continue
                }
                return (latest, shown)
            }
            end = start
        }
        return (latest, nil)
    }

    /// The figure in force of a period.
    func inForce(of period: Period) -> Release? {
        let range = range(of: period)
        return range.isEmpty ? nil : all[visible(upTo: range.upperBound, from: range)]
    }

    /// The figures in force as progress sees them.
    func observations(_ provenances: Provenances) -> Observations {
        var observations: [Observation] = []
        observations.reserveCapacity(all.count)
        forEachInForce {
            observations.append(
                Observation(
                    period: $0.period, value: $0.value, status: $0.status,
                    definition: provenances[$0.provenance].definition))
        }
        return Observations(observations)
    }
}
