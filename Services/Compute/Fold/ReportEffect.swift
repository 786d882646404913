internal import Messages
internal import Time

/// What one report did to what is visible of its series. Its buffers are kept from report to
/// report.
struct ReportEffect {
    /// A period's figure in force, and what was before.
    struct Change {
        let old: Release?
        let new: Release
        /// Its index in the report.
        let figure: Int
    }

    /// What became visible without coming into force.
    struct Vintage {
        let release: Release
        /// Its index in the report; nil: it was reported before, and hidden.
        let figure: Int?
    }

    private(set) var changes: [Change] = []
    private(set) var vintages: [Vintage] = []

    var isEmpty: Bool { changes.isEmpty && vintages.isEmpty }

    mutating func removeAll() {
        changes.removeAll(keepingCapacity: true)
        vintages.removeAll(keepingCapacity: true)
    }

    mutating func add(_ effect: Releases.Effect, figure: Int) {
        switch effect {
        case .nothing: break
        case .change(let old, let new):
            changes.append(Change(old: old, new: new, figure: figure))
        case .vintages(let release, let behind):
            vintages.append(Vintage(release: release, figure: figure))
            if let behind { vintages.append(Vintage(release: behind, figure: nil)) }
        }
    }

    /// Where this release stands in the report, if it came with it now.
    func figure(of release: Release) -> Int? {
        changes.first { $0.new == release }?.figure
            ?? vintages.first { $0.release == release }?.figure
    }

    /// Whether all that became visible came with the report.
    var isOfReport: Bool { vintages.allSatisfy { $0.figure != nil } }
}
