internal import Messages
internal import Time

extension WorldGenerator {
    /// One of two indicators: new, as it was, or with something changed.
    mutating func defineIndicator() -> Indicator {
        let suffix = random.chance(70) ? "cloud" : "ai"
        if let index = indicators.firstIndex(where: { $0.code.text.hasSuffix(suffix) }) {
            if random.chance(30) { return indicators[index] }
            indicators[index] = changed(indicators[index])
            return indicators[index]
        }
        let indicator = makeIndicator("\(domain).\(suffix)")
        indicators.append(indicator)
        return indicator
    }

    private mutating func makeIndicator(_ code: String) -> Indicator {
        let isShare = random.chance(70)
        return known(
            try Indicator(
                code: IndicatorCode(code), name: LocalizedText([.init(language: "en", text: code)]),
                unit: "PC", frequency: frequency, minimum: isShare ? 0 : nil,
                maximum: isShare ? 100 : nil, dimensions: random.chance(40) ? ["size"] : []))
    }

    private mutating func changed(_ indicator: Indicator) -> Indicator {
        var changed = indicator
        switch random.below(4) {
        case 0: changed.version += 1
        case 1: changed.maximum = changed.maximum == 100 ? 120 : 100
        case 2: changed.unit = changed.unit == "PC" ? "PC_ENT" : "PC"
        default: changed.source = "page \(random.below(10))"
        }
        return changed
    }

    mutating func targetID() -> TargetID {
        let code = random.chance(95) ? random.pick(indicators).code.text : "\(domain).unknown"
        let suffix = random.pick(["a", "b", "c", "d"])
        return known(try TargetID("\(code).\(suffix)"))
    }

    /// A target of any shape that does not contradict itself.
    mutating func target() -> Target {
        while true {
            guard let target = try? anyTarget() else { continue }
            targets.removeAll { $0.id == target.id }
            targets.append(target)
            return target
        }
    }

    private mutating func anyTarget() throws(ValidationError) -> Target {
        let id = targetID()
        let goal = random.chance(85) ? goal() : nil
        let method = goal == nil ? Method.cagr : random.pick(methods)
        let baseline = random.chance(50) ? period(in: random.within(2018...2023)) : nil
        return try Target(
            id: id, areas: areas(), dimensions: try dimensions(), goal: goal,
            direction: random.chance(70) ? .atLeast : .atMost, baseline: baseline,
            baselineValue: random.chance(30) ? value(in: .year(2021)) : nil, method: method,
            thresholds: random.chance(30) ? .eurostat : .canada,
            limit: random.chance(40) && goal == nil ? 100 : nil,
            tolerance: random.weighted([(7, 0), (1, 0.5), (1, 2)]),
            acrossBreaks: random.chance(25), requirement: random.chance(25) ? .from : .by,
            overrides: random.chance(20) ? targetID() : nil,
            partOf: random.chance(5) ? targetID() : nil,
            source: random.chance(20) ? "a letter" : nil)
    }

    /// Between what figures are, by a year that figures reach; sometimes of another frequency.
    private mutating func goal() -> Target.Goal {
        let relative = random.chance(20)
        let year = now.date.civil.year + random.within(-1...4)
        let deadline = random.chance(20) ? .year(year) : period(in: year)
        return Target.Goal(
            value: relative ? Double(random.pick([-10, -5, 5, 10])) : goalValue(in: year),
            relative: relative, deadline: deadline)
    }

    /// Near where the figures are going, within their reach; sometimes at a bound.
    private mutating func goalValue(in year: Int) -> Double {
        let path = drift * (year - 2022)
        return random.weighted([
            (14, 70 + Double(path + random.within(-10...10)) / 10),
            (8, 70 + Double(random.within(-spread...2 * spread)) / 10), (1, 0), (1, 100),
            (1, -2), (2, 70.25),
        ])
    }

    private mutating func areas() -> AreaSelection {
        let netherlands = known(try Area("NL"))
        let belgium = known(try Area("BE"))
        return random.weighted([
            (5, .exactly(netherlands)), (1, .exactly(belgium)), (4, .each(of: [])),
            (2, .each(of: [netherlands, belgium])),
        ])
    }

    private mutating func dimensions() throws(ValidationError) -> Dimensions {
        switch random.below(20) {
        case 0: try Dimensions([("colour", "red")])
        case 1..<6: try Dimensions([("size", random.pick(["10-249", "250+"]))])
        default: .none
        }
    }
}
