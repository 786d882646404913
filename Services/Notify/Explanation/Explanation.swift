internal import Messages
internal import Progress

/// An assessment worked out so that it can be checked by hand: the numbers that it begins with, the
/// formulas with the numbers put in, the thresholds, and what it made of each figure.
///
/// Every value is that of the computation which made the assessment; nothing is computed here.
struct Explanation: Sendable {
    let worked: WorkedProgress
    let words: Words
    let terms: [Term]
    let steps: [Step]
    let thresholds: ThresholdList?
    let figures: [FigureUse]
    let source: MethodSource

    init(_ worked: WorkedProgress, _ words: Words) {
        self.worked = worked
        self.words = words
        var sheet = Sheet(words)
        sheet.addTerms(worked)
        sheet.addOpening(worked)
        sheet.addMethod(worked)
        sheet.addScore(worked)
        sheet.addNeed(worked)
        terms = sheet.terms
        steps = sheet.steps
        thresholds = ThresholdList(worked)
        figures = FigureUse.all(of: worked, words)
        source = MethodSource(worked.entry.target.target, words)
    }

    var assessment: Assessment { worked.working.assessment }

    var unit: String { worked.entry.series?.unit ?? worked.indicator?.unit ?? "NR" }

    /// What follows from the numbers, in sentences.
    var conclusions: [String] {
        [reached, category, eta].compactMap { $0 }
    }

    private var reached: String? {
        guard let beyond = worked.working.beyond else { return nil }
        let digits = Digits(words: words)
        let limit = digits.text(0 - worked.entry.target.target.tolerance)
        let met = worked.working.isMet
        return words.say(
            "b = \(digits.text(beyond)) is \(met ? "at least" : "below") \(limit): "
                + "the target is \(met ? "" : "not ")reached.",
            "b = \(digits.text(beyond)) is \(met ? "minstens" : "minder dan") \(limit): "
                + "het doel is \(met ? "" : "niet ")bereikt.")
    }

    private var category: String? {
        if let reason = assessment.reason {
            return "\(words.why(reason)) \(words.category(assessment.category))."
        }
        let word = Verdict(worked.entry, words).word
        switch assessment.category {
        case .targetAchieved: return nil
        case .missed:
            return words.say(
                "The deadline's period has its figure and the target is not reached: \(word).",
                "De periode van de einddatum heeft een cijfer en het doel is niet bereikt: "
                    + "\(word).")
        case .deterioration where assessment.method == .trend:
            return words.say(
                "m leads away from the target: \(word).", "m leidt van het doel af: \(word).")
        default:
            guard let thresholds, let condition = thresholds.condition(words) else { return nil }
            return "\(condition): \(word) (\(assessment.category.rawValue))."
        }
    }

    private var eta: String? {
        guard let eta = assessment.eta, assessment.category != .targetAchieved,
            let latest = worked.working.latest
        else { return nil }
        switch eta {
        case .never:
            return words.say(
                "x is negative, beyond 100 years or no number: at this pace, never.",
                "x is negatief, meer dan 100 jaar of geen getal: in dit tempo nooit.")
        case .period(let period):
            return words.say(
                "x years after \(words.period(latest.period)), rounded up to whole periods: "
                    + "\(words.period(period)).",
                "x jaar na \(words.period(latest.period)), naar boven afgerond op hele "
                    + "periodes: \(words.period(period)).")
        }
    }
}

/// The thresholds that a number was held against, and which of them took it.
struct ThresholdList: Hashable, Sendable {
    struct Line: Hashable, Sendable {
        /// Nil in the last line: all other numbers.
        let comparison: Band.Comparison?
        /// With C put in.
        let limit: Double
        let category: Category
        let holds: Bool
    }

    let symbol: String
    let value: Double
    let lines: [Line]

    /// Nil where nothing was compared with thresholds.
    init?(_ worked: WorkedProgress) {
        let (working, target) = (worked.working, worked.entry.target.target)
        let assessment = working.assessment
        guard assessment.category != .notAvailable else { return nil }
        var factor = 1.0
        let scale: Scale
        if let ratio = assessment.ratio {
            (symbol, value, scale) = ("R", ratio, target.thresholds.ratioScale)
        } else if let rate = assessment.rate {
            if case .growth(_, _, _, _, let room?) = working.numbers { factor = room }
            (symbol, value, scale) = ("v", rate, target.thresholds.rateScale)
        } else if let deviation = assessment.deviation {
            (symbol, value, scale) = ("deviation", deviation, Trend.deviationScale)
        } else {
            return nil
        }
        let number = value
        let taken = scale.bands.firstIndex { $0.contains(number, scale: factor) }
        lines =
            scale.bands.enumerated().map { index, band in
                Line(
                    comparison: band.comparison, limit: band.limit * factor,
                    category: band.category, holds: index == taken)
            } + [
                Line(
                    comparison: nil, limit: 0, category: scale.otherwise, holds: taken == nil)
            ]
    }

    /// `R = 0.967741935 ≥ 0.95`, or that no threshold took it.
    func condition(_ words: Words) -> String? {
        let digits = Digits(words: words)
        guard let line = lines.first(where: \.holds) else { return nil }
        let number = "\(symbol) = \(digits.text(value))"
        guard let comparison = line.comparison else {
            return words.say(
                "\(number) is within no threshold", "\(number) valt binnen geen drempel")
        }
        return "\(number) \(comparison.rawValue) \(digits.text(line.limit))"
    }
}
