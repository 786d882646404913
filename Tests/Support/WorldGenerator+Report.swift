internal import Messages
internal import Time

extension WorldGenerator {
    mutating func report() -> Report {
        let indicator = random.pick(indicators)
        let report = report(of: indicator, figures: figures(of: indicator), unit: indicator.unit)
        reports.append(report)
        return report
    }

    /// The same submission again, as it was or, where a client misbehaves, with other figures.
    mutating func retry() -> Report {
        guard !reports.isEmpty else { return report() }
        let old = random.pick(reports.suffix(5))
        let changed = random.chance(30)
        return Report(
            series: old.series, unit: old.unit, source: old.source, received: now,
            released: old.released, submission: old.submission,
            figures: changed ? old.figures.map { anyFigure($0.period) } : old.figures)
    }

    /// A report that breaks a rule.
    mutating func brokenReport() -> Report {
        let indicator = random.pick(indicators)
        var unit = indicator.unit
        var figures = figures(of: indicator)
        var code = indicator.code
        var released = now
        switch random.below(6) {
        case 0: unit = "EUR"
        case 1: code = known(try IndicatorCode("unknown"))
        case 2: released = now.adding(milliseconds: 300_001)
        case 3:
            let other: Period = frequency == .annual ? Period(day: now.date) : .year(2021)
            figures = [figure(other, value: 50)]
        case 4: figures = [figure(period(), value: 1000)]
        default: figures = [figure(period(in: 2090), value: 50)]
        }
        return Report(
            series: series(of: indicator, code: code), unit: unit, source: nil, received: now,
            released: released, submission: submission(), figures: figures)
    }

    private mutating func report(
        of indicator: Indicator, figures: [Figure], unit: String
    ) -> Report {
        Report(
            series: series(of: indicator, code: indicator.code), unit: unit,
            source: random.chance(50) ? "a letter" : nil, received: now, released: release(),
            submission: submission(), figures: figures)
    }

    /// Mostly now; sometimes long ago, the time of another release, or just not embargoed.
    private mutating func release() -> Timestamp? {
        switch random.below(10) {
        case 0..<4: return nil
        case 4..<6: return now
        case 6: return now.adding(milliseconds: 300_000)
        case 7: return reports.last?.released
        default: return now.adding(milliseconds: -86_400_000 * Int64(random.within(1...500)))
        }
    }

    private mutating func submission() -> String {
        "s\(random.next() % 1_000_000)"
    }

    private mutating func series(of indicator: Indicator, code: IndicatorCode) -> Series {
        let area = random.weighted([(6, "NL"), (3, "BE"), (1, "DE")])
        var pairs: [(name: String, value: String)] = []
        for dimension in indicator.dimensions where !random.chance(3) {
            pairs.append((dimension, random.pick(["10-249", "250+"])))
        }
        if random.chance(1) { pairs.append(("colour", "red")) }
        return Series(
            indicator: code, area: known(try Area(area)), dimensions: known(try Dimensions(pairs)))
    }

    private mutating func figures(of indicator: Indicator) -> [Figure] {
        let count = random.weighted([(6, 1), (2, 2), (2, 4), (1, 7)])
        var figures: [Figure] = []
        for _ in 0..<count {
            let period = period()
            guard !figures.contains(where: { $0.period == period }) else { continue }
            figures.append(anyFigure(period))
        }
        return figures.sorted { $0.period < $1.period }
    }

    /// Any value with any flags, sometimes missing.
    private mutating func anyFigure(_ period: Period) -> Figure {
        let isFuture = Timestamp(period.firstDay) > now
        let flags: StatusFlags = random.weighted([
            (60, []), (10, .provisional), (5, .estimated), (6, .forecast),
            (3, .timeSeriesBreak), (3, .definitionDiffers), (2, [.provisional, .estimated]),
            (1, [.timeSeriesBreak, .provisional]),
        ])
        if random.chance(7) { return missing(period) }
        return figure(period, value: value(in: period), flags.union(isFuture ? .forecast : []))
    }

    private mutating func missing(_ period: Period) -> Figure {
        let flags: StatusFlags = random.pick([[], .missing, .timeSeriesBreak])
        let confidentiality = random.chance(20) ? UInt8(ascii: "C") : nil
        return known(
            try Figure(
                period: period, value: nil, status: flags, confidentiality: confidentiality))
    }

    /// Around the targets' values; sometimes at a bound, or what rounding must get right.
    mutating func value(in period: Period) -> Double {
        switch random.below(60) {
        case 0...1: 0
        case 2...3: 100
        case 4: -3.5
        case 5...6: 69.96
        case 7: 70.1234
        default:
            70 + Double(random.within(-spread...spread) + drift * Int(period.end - 2022)) / 10
        }
    }

    private func figure(_ period: Period, value: Double, _ flags: StatusFlags = []) -> Figure {
        known(try Figure(period: period, value: value, status: flags))
    }
}
