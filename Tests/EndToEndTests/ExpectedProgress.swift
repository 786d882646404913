import Foundation

/// What methods.md says of yearly figures, worked out here once more, for the cases that the real
/// series have.
struct ExpectedProgress {
    var category: String
    var ratio: Double?
    var deviation: Double?
    var score: Double?

    /// `linear`, at least `goal`, from the earliest figure.
    init(lineOf series: PublishedSeries, to goal: Double, by end: Int, acrossBreaks: Bool) {
        category = "not_available"
        let years = series.figures.keys.sorted()
        guard let first = years.first, let last = years.last,
            let y0 = series.figures[first]?.value, let yt = series.figures[last]?.value
        else { return }
        let isBroken = years.dropFirst().contains { year in
            series.figures[year]?.status.contains("B") ?? false
        }
        if last > first, y0 != goal, acrossBreaks || !isBroken {
            let pace = (yt - y0) / Double(last - first)
            let needed = (goal - y0) / Double(end - first)
            ratio = pace / abs(needed)
        }
        if yt >= goal {
            category = "target_achieved"
        } else if let ratio {
            category = Self.category(ratio)
        }
    }

    /// `cagr` by Statistics Canada's thresholds, at most `goal`.
    init(growthOf series: PublishedSeries, from base: Int, downTo goal: Double, by end: Int) {
        category = "not_available"
        let years = series.figures.keys.filter { $0 >= base }.sorted()
        guard let first = years.first, let last = years.last,
            let y0 = series.figures[first]?.value, let yt = series.figures[last]?.value
        else { return }
        let growth = pow(yt / y0, 1 / Double(last - first)) - 1
        let needed = pow(goal / y0, 1 / Double(end - first)) - 1
        if last > first, y0 != goal { ratio = -growth / abs(needed) }
        if yt <= goal {
            category = "target_achieved"
            score = 5
        } else if let ratio {
            category = Self.category(ratio)
            let free = ratio >= 0.6 ? 7.1429 * ratio - 4.2857 : 4.1667 * ratio - 2.5
            score = min(max(free, -5), 5)
        }
    }

    /// `trend`, at most `goal`.
    init(trendOf series: PublishedSeries, downTo goal: Double, by end: Int) {
        category = "not_available"
        let years = series.figures.keys.sorted().suffix(6)
        guard years.count >= 4, let first = years.first, let last = years.last,
            let y0 = series.figures[first]?.value, let yt = series.figures[last]?.value
        else { return }
        guard yt > goal else {
            category = "target_achieved"
            return
        }
        let slope = (yt - y0) / Double(last - first)
        let missed = (goal - (yt + slope * Double(end - last))) / (goal - yt)
        deviation = missed
        if slope > 0 {
            category = "deterioration"
        } else if missed < 0.05 {
            category = "on_track"
        } else {
            category = missed <= 0.2 ? "slightly_off" : "off"
        }
    }

    private static func category(_ ratio: Double) -> String {
        if ratio >= 0.95 { return "substantial_progress" }
        if ratio >= 0.6 { return "moderate_progress" }
        return ratio >= 0 ? "limited_progress" : "deterioration"
    }
}
