internal import Messages

/// The indicators and targets of a partition, under small numbers that series refer to.
struct Catalogue {
    struct Defined {
        fileprivate(set) var definition: Definition
        var indicator: Indicator { definition.indicator }
        var hasKeptDimensions: Bool { definition.hasKeptDimensions }
        /// Numbers of its series, in the order in which they came.
        var series: [Int32] = []
        /// Numbers of the targets it ever had, in the order of the ids' bytes.
        var targets: [Int32] = []
        /// How many of them are in force.
        var targetsInForce = 0
    }

    /// What holds for reports. An object, for each report asks it: a value of this size would be
    /// copied each time.
    final class Definition {
        let indicator: Indicator
        /// Whether its dimensions are those that it was first defined with, so that every series
        /// has them.
        let hasKeptDimensions: Bool

        init(_ indicator: Indicator, hasKeptDimensions: Bool) {
            self.indicator = indicator
            self.hasKeptDimensions = hasKeptDimensions
        }

        /// What a report breaks of the rules; where its series is known, that was once checked.
        func faults(
            of report: borrowing RawReport, knowsSeries: Bool
        ) throws(ValidationError) -> [ValidationError] {
            try indicator.faults(of: report, knowsSeries: knowsSeries && hasKeptDimensions)
        }
    }

    struct Set {
        var target: Target
        var version: Int
        /// Withdrawn, it keeps its version: set again, the version goes on.
        var inForce: Bool
        /// This version was announced overdue while no series matched it.
        var isAnnouncedOverdue = false

        var versioned: VersionedTarget { VersionedTarget(target, version: version) }
    }

    private(set) var indicators: [Defined] = []
    private(set) var targets: [Set] = []
    private var indicatorNumbers: [IndicatorCode: Int32] = [:]
    private var targetNumbers: [TargetID: Int32] = [:]

    func number(of code: IndicatorCode) -> Int32? { indicatorNumbers[code] }
    func number(of id: TargetID) -> Int32? { targetNumbers[id] }

    func indicator(_ code: IndicatorCode) -> Indicator? {
        number(of: code).map { indicators[Int($0)].indicator }
    }

    /// The target in force under this id.
    func inForce(_ id: TargetID) -> VersionedTarget? {
        guard let number = number(of: id), targets[Int(number)].inForce else { return nil }
        return targets[Int(number)].versioned
    }

    func unknown(_ code: IndicatorCode) -> ValidationError {
        .unknownIndicator(code, among: indicators.lazy.map(\.indicator.code.text))
    }

    /// Puts a definition in force; gives its number.
    mutating func define(_ indicator: Indicator) -> Int32 {
        if let number = number(of: indicator.code) {
            let old = indicators[Int(number)].definition
            indicators[Int(number)].definition = Definition(
                indicator,
                hasKeptDimensions: old.hasKeptDimensions
                    && old.indicator.dimensions == indicator.dimensions)
            return number
        }
        let number = Int32(indicators.count)
        indicators.append(
            Defined(definition: Definition(indicator, hasKeptDimensions: true)))
        indicatorNumbers[indicator.code] = number
        return number
    }

    /// Says that some of its series may have other dimensions than it has now.
    mutating func markRedimensioned(_ number: Int32) {
        let indicator = indicators[Int(number)].indicator
        indicators[Int(number)].definition = Definition(indicator, hasKeptDimensions: false)
    }

    mutating func add(series: Int32, to indicator: Int32) {
        indicators[Int(indicator)].series.append(series)
    }

    /// Puts a target in force, or with `inForce` false out of it; gives its number. Its indicator
    /// is there.
    mutating func set(_ set: Set, of indicator: Int32) -> Int32 {
        let id = set.target.id
        let known = number(of: id)
        let was = known.map { targets[Int($0)].inForce } ?? false
        indicators[Int(indicator)].targetsInForce += (set.inForce ? 1 : 0) - (was ? 1 : 0)
        if let known {
            targets[Int(known)] = set
            return known
        }
        let number = Int32(targets.count)
        targets.append(set)
        targetNumbers[id] = number
        let siblings = indicators[Int(indicator)].targets
        let place = siblings.firstIndex { id < targets[Int($0)].target.id } ?? siblings.count
        indicators[Int(indicator)].targets.insert(number, at: place)
        return number
    }

    mutating func markOverdue(_ number: Int32) { targets[Int(number)].isAnnouncedOverdue = true }

    /// Whether a target is in force for a series: it matches, and no other that matches replaces
    /// it there.
    func applies(_ number: Int32, to series: Series, of indicator: Int32) -> Bool {
        let set = targets[Int(number)]
        guard set.inForce, set.target.matches(series) else { return false }
        return !indicators[Int(indicator)].targets.contains {
            let other = targets[Int($0)]
            return other.inForce && other.target.overrides == set.target.id
                && other.target.matches(series)
        }
    }
}
