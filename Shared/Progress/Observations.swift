public import Messages

/// A figure in force, as progress sees it.
public struct Observation: Hashable, Sendable {
    public var period: Period
    /// In the indicator's unit; nil when missing.
    public var value: Double?
    public var status: StatusFlags
    /// The version of the indicator's definition under which it was reported.
    public var definition: Int

    public init(period: Period, value: Double?, status: StatusFlags, definition: Int) {
        self.period = period
        self.value = value
        self.status = status
        self.definition = definition
    }

    /// The value by which progress is measured; a forecast has none.
    var measured: Double? { status.contains(.forecast) ? nil : value }
}

/// The figures in force of one series, in the order of their periods.
public struct Observations: Hashable, Sendable {
    public let all: [Observation]
    private let latestIndex: Int?

    /// `sorted`: of one frequency, one a period, earliest first.
    public init(_ sorted: [Observation]) {
        all = sorted
        latestIndex = sorted.lastIndex { $0.measured != nil }
    }

    /// The figure of the last period that has a value and is no forecast.
    public var latest: Observation? { latestIndex.map { all[$0] } }

    /// The latest before the latest.
    public var previous: Observation? {
        latestIndex.flatMap { latest in all[..<latest].last { $0.measured != nil } }
    }

    /// Where progress towards `target` begins: the figure of its baseline period; where there is
    /// none, the baseline's stated value; else the next figure. Without a baseline in the target
    /// the earliest figure. Nil: there is none yet.
    func baseline(of target: Target) -> Point? {
        guard let stated = target.baseline else {
            return all.lazy.compactMap(Point.init).first
        }
        let next = all[firstIndex(notBefore: stated)...].lazy.compactMap(Point.init).first
        if let next, next.period <= stated { return next }
        return target.baselineValue.map { Point(stated: $0, in: stated) } ?? next
    }

    /// Why no pace can be measured from `start` to the latest figure: a break after the one up to
    /// and including the other, or two definitions.
    func obstacle(from start: Point, to latest: Point) -> Reason? {
        for observation in all[firstIndex(notBefore: start.period)...] {
            guard observation.period <= latest.period else { break }
            if observation.period > start.period, observation.status.contains(.timeSeriesBreak) {
                return .timeSeriesBreak
            }
        }
        let differs =
            start.status.contains(.definitionDiffers) != latest.status.contains(.definitionDiffers)
        let redefined = start.definition.map { $0 != latest.definition } ?? false
        return differs || redefined ? .definition : nil
    }

    /// The first of the unbroken run of figures up to the latest that `meets` holds for.
    func startOfRun(where meets: (Double) -> Bool) -> Period? {
        var start: Period?
        for observation in all.reversed() {
            guard let value = observation.measured else { continue }
            guard meets(value) else { break }
            start = observation.period
        }
        return start
    }

    /// By halves: series of days are long.
    private func firstIndex(notBefore period: Period) -> Int {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].period < period { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
