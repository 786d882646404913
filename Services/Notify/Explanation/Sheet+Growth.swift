internal import Messages
internal import Progress

// `cagr`: a growth rate, with and without a target.
extension Sheet {
    mutating func addGrowth(
        _ way: Way, _ base: Double, _ target: Double?, _ rate: Double, _ needed: Double?,
        _ working: Working
    ) {
        let n = digits.part
        add(
            "g", rate, "(yt / y0)^(1 / (t − t0)) − 1",
            "(\(n(way.latest)) / \(n(base)))^(1 / \(n(way.years))) − 1",
            base == way.start
                ? "the growth a year" : "the growth a year, where 0 counts as 0.001",
            base == way.start ? "de groei per jaar" : "de groei per jaar, waarbij 0 telt als 0,001")
        guard let target, let goal = way.goal else { return }
        if let needed, let years = way.yearsToDeadline {
            add(
                "g needed", needed, "(T / y0)^(1 / (tT − t0)) − 1",
                "(\(n(target)) / \(n(base)))^(1 / \(n(years))) − 1",
                target == goal
                    ? "the growth a year needed from the start"
                    : "the growth a year needed from the start, where 0 counts as 0.001",
                target == goal
                    ? "de groei per jaar die vanaf het begin nodig was"
                    : "de groei per jaar die vanaf het begin nodig was, waarbij 0 telt als 0,001")
            add(
                "R", working.assessment.ratio, decimals: 9, "s × d × g / |g needed|",
                "\(sign(base)) × \(n(way.direction)) × \(n(rate)) / |\(digits.text(needed))|",
                "the growth over the growth needed; s is −1 where y0 is below 0, otherwise 1",
                "de groei gedeeld door de benodigde groei; s is −1 als y0 onder 0 ligt, anders 1")
        }
        if let left = way.yearsLeft {
            addProjection(
                working, way, "yt × (1 + g)^(tT − t)",
                "\(n(way.latest)) × (1 + \(n(rate)))^\(n(left))")
        }
        addYears(
            working, "ln(T / yt) / ln(1 + g)",
            "ln(\(n(target)) / \(n(way.latest))) / ln(1 + \(n(rate)))")
    }

    /// v, and C where there is a limit.
    mutating func addRate(
        _ way: Way, _ base: Double, _ rate: Double, room: Double, _ target: Target,
        _ working: Working
    ) {
        let n = digits.part
        add(
            "v", working.assessment.rate, decimals: 9, "s × d × g",
            "\(sign(base)) × \(n(way.direction)) × \(n(rate))",
            "the growth a year in the good direction; s is −1 where y0 is below 0, otherwise 1",
            "de groei per jaar in de goede richting; s is −1 als y0 onder 0 ligt, anders 1")
        guard let limit = target.limit?.magnitude else { return }
        let size = base.magnitude
        let (expression, substituted) =
            if size >= 2 * limit {
                ("1", "1")
            } else if size <= limit {
                ("1 − (|y0| / |limit|)^4.44", "1 − (\(n(size)) / \(n(limit)))^\(n(4.44))")
            } else {
                (
                    "1 − ((2 × |limit| − |y0|) / |limit|)^4.44",
                    "1 − ((2 × \(n(limit)) − \(n(size))) / \(n(limit)))^\(n(4.44))"
                )
            }
        add(
            "C", room, expression, substituted,
            "by this the thresholds shrink near the limit",
            "hiermee krimpen de drempels bij de grens")
    }

    /// The score, from −5 to 5; a reached target has 5 by rule.
    mutating func addScore(_ worked: WorkedProgress) {
        let (working, target) = (worked.working, worked.entry.target.target)
        let assessment = working.assessment
        guard case .growth(_, let goal, _, _, let room) = working.numbers,
            assessment.category != .targetAchieved, let score = assessment.score
        else { return }
        let formula: Formula? =
            if goal != nil {
                assessment.ratio.map { Self.scoreFormula(ratio: $0, target.thresholds) }
            } else {
                assessment.rate.map {
                    Self.scoreFormula(rate: $0, room: room ?? 1, target.thresholds)
                }
            }
        guard let formula else { return }
        let n = digits.part
        let inner = formula.numbers.reduce(formula.pattern) { text, number in
            text.replacing("#", with: n(number), maxReplacements: 1)
        }
        let expression = formula.numbers.enumerated().reduce(formula.pattern) { text, one in
            text.replacing(
                "#", with: formula.symbols[one.offset] ?? n(one.element), maxReplacements: 1)
        }
        add(
            "score", score, decimals: 9, "max(−5; min(5; \(expression)))",
            "max(−5; min(5; \(inner)))", "the score, from −5 to 5", "de score, van −5 tot 5")
    }

    /// `pattern` with a `#` for each number; a symbol stands for those that have one.
    private struct Formula {
        let pattern: String
        let numbers: [Double]
        let symbols: [Int: String]
    }

    private static func scoreFormula(ratio: Double, _ thresholds: Thresholds) -> Formula {
        switch (thresholds, ratio >= 0.6) {
        case (.canada, true):
            Formula(pattern: "# × # − #", numbers: [7.1429, ratio, 4.2857], symbols: [1: "R"])
        case (.canada, false):
            Formula(pattern: "# × # − #", numbers: [4.1667, ratio, 2.5], symbols: [1: "R"])
        case (.eurostat, true):
            Formula(pattern: "5 / # × (# − #)", numbers: [0.7, ratio, 0.6], symbols: [1: "R"])
        case (.eurostat, false):
            Formula(
                pattern: "5 / # × (# + #) − 5", numbers: [1.2, ratio, 0.6], symbols: [1: "R"])
        }
    }

    private static func scoreFormula(
        rate: Double, room: Double, _ thresholds: Thresholds
    ) -> Formula {
        if rate >= 0, room == 0 { return Formula(pattern: "#", numbers: [5], symbols: [:]) }
        let symbols = [1: "v", 2: "C"]
        switch (thresholds, thresholds.rateScale.category(of: rate, scale: room)) {
        case (.eurostat, _) where rate < 0:
            return Formula(pattern: "# × #", numbers: [250, rate], symbols: symbols)
        case (.eurostat, _):
            return Formula(pattern: "# × # / #", numbers: [250, rate, room], symbols: symbols)
        case (.canada, .substantialProgress):
            return Formula(
                pattern: "# × # / # − 5", numbers: [500, rate, room], symbols: symbols)
        case (.canada, .moderateProgress):
            return Formula(
                pattern: "# × # / # − #", numbers: [250, rate, room, 1.25], symbols: symbols)
        case (.canada, .limitedProgress):
            return Formula(
                pattern: "# × # / # − #", numbers: [500, rate, room, 2.5], symbols: symbols)
        case (.canada, _):
            return Formula(pattern: "# × # − #", numbers: [125, rate, 2.5], symbols: symbols)
        }
    }

    private func sign(_ base: Double) -> String { digits.part(base < 0 ? -1 : 1) }
}
