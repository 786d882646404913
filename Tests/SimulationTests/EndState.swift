@testable import Compute
import Messages
import Support
import Time

/// What a partition has come to, as facts that can be compared: one line each, sorted.
struct EndState: Equatable {
    private var facts: [String] = []

    /// The first fact that one has and the other has not; nil: they are equal.
    func difference(from expected: EndState) -> String? {
        guard facts != expected.facts else { return nil }
        let surplus = facts.first { !expected.facts.contains($0) } ?? "nothing"
        let missing = expected.facts.first { !facts.contains($0) } ?? "nothing"
        return "\(surplus)\nexpected\n\(missing)"
    }

    private mutating func add(_ indicator: Indicator) { facts.append("\(indicator)") }

    private mutating func add(
        _ target: VersionedTarget, inForce: Bool, isAnnouncedOverdue: Bool
    ) {
        facts.append("\(target), in force: \(inForce), overdue: \(inForce && isAnnouncedOverdue)")
    }

    private mutating func add(_ release: ReleasedFigure, _ definition: Int, _ series: Series) {
        facts.append("\(series.text): \(release), definition \(definition)")
    }

    /// `period` is the one that met it.
    private mutating func add(
        _ target: TargetID, _ series: Series, version: Int, _ period: Period?, provisionally: Bool,
        _ category: Messages.Category?, base: Double?, missedIn: [Period], overdue: Bool
    ) {
        // One that nothing was ever said of is as good as none.
        guard category != nil || overdue else { return }
        facts.append(
            """
            \(target.text) for \(series.text): version \(version), met in \(period as Any) \
            provisionally: \(provisionally), \(category as Any), base \(base as Any), \
            missed in \(missedIn), overdue: \(overdue)
            """)
    }

    init(_ reference: Reference) {
        facts.append("last day \(reference.lastDay as Any)")
        for indicator in reference.indicators { add(indicator) }
        for target in reference.targets {
            add(
                target.versioned, inForce: target.inForce,
                isAnnouncedOverdue: target.overdueWithoutSeries)
        }
        for history in reference.histories {
            for period in history.periods {
                for release in history.visible(period) {
                    add(release.shown, release.definition, history.series)
                }
            }
        }
        for standing in reference.standings {
            var isProvisional = false
            if case .provisionally = standing.met { isProvisional = true }
            add(
                standing.target, standing.series, version: standing.version, standing.met.period,
                provisionally: isProvisional, standing.category, base: standing.base,
                missedIn: standing.missedIn, overdue: standing.overdue)
        }
        facts.sort()
    }

    init(_ state: borrowing PartitionState) {
        facts.append("last day \(state.lastDay as Any)")
        for defined in state.catalogue.indicators { add(defined.indicator) }
        for set in state.catalogue.targets {
            add(
                set.versioned, inForce: set.inForce, isAnnouncedOverdue: set.isAnnouncedOverdue)
        }
        for (series, identity) in zip(state.series, state.identities) {
            for release in Self.visible(series.releases.all) {
                add(
                    state.provenances.shown(release),
                    state.provenances[release.provenance].definition, identity)
            }
            for standing in series.standings {
                var met: (period: Period?, provisionally: Bool) = (nil, false)
                if case .met(let period, let provisionally) = standing.state {
                    met = (period, provisionally)
                }
                add(
                    state.catalogue.targets[Int(standing.target)].target.id, identity,
                    version: Int(standing.version), met.period, provisionally: met.provisionally,
                    standing.category, base: standing.base, missedIn: standing.missedIn,
                    overdue: standing.isAnnouncedOverdue)
            }
        }
        facts.sort()
    }

    /// Without those that only repeat the one before of their period.
    private static func visible(_ releases: [Release]) -> [Release] {
        releases.indices.filter { index in
            index == 0 || !releases[index - 1].isOf(releases[index].period)
                || !releases[index - 1].says(sameAs: releases[index])
        }.map { releases[$0] }
    }
}
