internal import Messages

// What stands around the figures.
extension Chart {
    func axes(_ scale: ChartScale) -> HTML {
        var axes: HTML = .empty
        for value in scale.ticks {
            let y = scale.y(value)
            axes += Self.line("grid", scale.left, y, scale.right, y)
            axes += """
                <text class="axis" x="\(scale.left - 8)" y="\(y + 4)" \
                text-anchor="end">\(words.number(value))</text>
                """
        }
        for year in scale.years {
            axes += """
                <text class="axis" x="\(scale.x(Double(year) + 1))" \
                y="\(ChartScale.height - 8)" text-anchor="middle">\(year)</text>
                """
        }
        return axes
    }

    /// The target's value as a line up to its deadline, which ends in a diamond; and the baseline.
    func goalLine(_ scale: ChartScale) -> HTML {
        var drawn: HTML = .empty
        if let baseline = entry.assessment.baseline {
            let (x, y) = (scale.x(baseline.period.end), scale.y(baseline.value))
            drawn += "<circle class=\"baseline\" cx=\"\(x)\" cy=\"\(y)\" r=\"8.5\"/>"
        }
        guard let goal = entry.target.target.goal, let value = entry.goalValue else {
            return drawn
        }
        let (x, y) = (scale.x(goal.deadline.end), scale.y(value))
        drawn += Self.line("deadline", x, scale.top, x, scale.bottom)
        drawn += Self.line("goal", scale.left, y, x, y)
        drawn += "<path class=\"diamond\" d=\"M\(x) \(y - 7)l7 7l-7 7l-7-7z\"/>"
        drawn += """
            <text class="goal-label" x="\(x - 12)" y="\(y - 8)" text-anchor="end">\
            \(words.say("target", "doel")) \(words.value(value, unit))</text>
            """
        return drawn
    }

    /// A mark before each figure that begins a series anew.
    func breaks(_ points: [Point], _ scale: ChartScale) -> HTML {
        var marks: HTML = .empty
        for (one, next) in zip(points, points.dropFirst())
        where next.figure.status.contains(.timeSeriesBreak) {
            let x = (one.x + next.x) / 2
            marks += Self.line("break", x, scale.top, x, scale.bottom)
            marks += """
                <text class="axis" x="\(x)" y="\(scale.bottom - 6)" \
                text-anchor="middle">\(words.say("break", "breuk"))</text>
                """
        }
        return marks
    }
}

/// Where times and values lie in a chart.
struct ChartScale {
    static let width = 560.0
    static let height = 260.0

    let left = 44.0
    let right = ChartScale.width - 24
    let top = 30.0
    let bottom = ChartScale.height - 34

    private let firstTime: Double
    private let lastTime: Double
    private let low: Double
    private let high: Double
    private let step: Double

    /// `times` are ends of periods, in years; `minimum` and `maximum` are bounds of the values.
    init(times: [Double], values: [Double], minimum: Double?, maximum: Double?) {
        let (first, last) = (times.min() ?? 0, times.max() ?? 1)
        // Something to both sides, so that no point lies on the edge.
        let margin = max((last - first) * 0.06, 0.5)
        firstTime = first - margin
        lastTime = last + margin
        let (least, most) = (values.min() ?? 0, values.max() ?? 1)
        // A small difference is not to look like a large one.
        let whole = minimum.flatMap { minimum in maximum.map { $0 - minimum } } ?? abs(most) / 2
        let reach = max(most - least, whole * 0.3, most > least || whole > 0 ? 0 : 1)
        // From zero, unless that flattens everything.
        let floor = least >= 0 && least < reach * 1.5 ? 0 : least - reach * 0.15
        let step = Self.step(for: most + reach * 0.12 - floor)
        var low = (floor / step).rounded(.down) * step
        var high = ((most + reach * 0.12) / step).rounded(.up) * step
        if let minimum { low = max(low, minimum) }
        if let maximum { high = min(high, max(maximum, most)) }
        self.low = low
        self.high = high > low ? high : low + step
        self.step = step
    }

    /// 1, 2 or 5 times a power of ten, so that there are about four.
    private static func step(for range: Double) -> Double {
        guard range > 0, range.isFinite else { return 1 }
        let rough = range / 4
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? power * 10
    }

    func x(_ time: Double) -> Double {
        left + (time - firstTime) / (lastTime - firstTime) * (right - left)
    }

    func y(_ value: Double) -> Double {
        bottom - (min(max(value, low), high) - low) / (high - low) * (bottom - top)
    }

    var ticks: [Double] {
        let first = (low / step).rounded(.up)
        let count = (high / step).rounded(.down) - first
        // Bounds of an indicator may lie so far apart, or so close, that none fits between.
        guard 0...100 ~= count else { return [low, high] }
        return (0...Int(count)).map { ((first + Double($0)) * step * 1e9).rounded() / 1e9 }
    }

    /// The years that are written under it, at most eight.
    var years: [Int] {
        let first = Int((firstTime - 1).rounded(.up))
        let last = Int((lastTime - 1).rounded(.down))
        guard first <= last else { return [first] }
        let step = [1, 2, 5, 10, 20, 50, 100].first { (last - first) / $0 < 8 } ?? 500
        return (first...last).filter { $0 % step == 0 || step == 1 }
    }
}
