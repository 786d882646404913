internal import Messages
internal import Progress

/// One of the figures in force, and what an assessment made of it.
struct FigureUse: Hashable, Sendable {
    enum Role: String, Sendable {
        /// y0, and yt.
        case start, latest
        /// What a relative target is relative to, where that is not y0.
        case baseline
        case unused
    }

    let vintage: Vintage
    let role: Role
    /// What there is to say of it: why it was left out, what it stands in the way of.
    let remarks: [String]

    /// Of every figure in force, by period.
    static func all(of worked: WorkedProgress, _ words: Words) -> [FigureUse] {
        worked.figures.map { vintage in
            FigureUse(
                vintage: vintage, role: role(vintage, worked.working),
                remarks: remarks(vintage, worked, words))
        }
    }

    private static func role(_ vintage: Vintage, _ working: Working) -> Role {
        let figure = vintage.released.figure
        guard figure.value != nil, !figure.status.contains(.forecast) else { return .unused }
        if figure.period == working.latest?.period { return .latest }
        let isBaseline =
            figure.period == working.baseline?.period && !working.isBaselineStated
        if working.assessment.method == .trend {
            if figure.period == working.course?.start.period { return .start }
            return isBaseline ? .baseline : .unused
        }
        return isBaseline ? .start : .unused
    }

    private static func remarks(
        _ vintage: Vintage, _ worked: WorkedProgress, _ words: Words
    ) -> [String] {
        let (figure, working) = (vintage.released.figure, worked.working)
        var remarks: [String] = []
        switch role(vintage, working) {
        case .unused: remarks.append(whyUnused(figure, working, words))
        case .latest where figure.period == (working.course?.start ?? working.baseline)?.period:
            remarks.append(
                words.say(
                    "it is the baseline too: there is no other",
                    "het is ook de uitgangswaarde: er is geen ander"))
        case .start, .baseline, .latest: break
        }
        if !figure.status.isDisjoint(with: .preliminary), figure.value != nil {
            remarks.append(words.say("not final yet", "nog niet definitief"))
        }
        if figure.status.contains(.timeSeriesBreak), isOnTheWay(figure.period, working) {
            remarks.append(
                worked.entry.target.target.acrossBreaks
                    ? words.say(
                        "a break: the target allows a pace across it",
                        "een breuk: het doel staat een tempo eroverheen toe")
                    : words.say(
                        "a break: no pace can be measured across it",
                        "een breuk: eroverheen is geen tempo te meten"))
        }
        if figure.status.contains(.definitionDiffers) {
            remarks.append(words.say("another definition", "een andere definitie"))
        }
        return remarks
    }

    private static func isOnTheWay(_ period: Period, _ working: Working) -> Bool {
        guard let start = working.course?.start, let latest = working.latest else { return false }
        return start.period < period && period <= latest.period
    }

    private static func whyUnused(_ figure: Figure, _ working: Working, _ words: Words) -> String {
        guard figure.value != nil else {
            return figure.confidentiality == nil
                ? words.say("missing", "ontbreekt") : words.say("confidential", "vertrouwelijk")
        }
        if figure.status.contains(.forecast) {
            return words.say(
                "a forecast: never latest, never baseline",
                "een raming: nooit laatste cijfer, nooit uitgangswaarde")
        }
        let start = working.course?.start.period ?? working.baseline?.period
        if let start, figure.period < start {
            return words.say("before the baseline", "vóór de uitgangswaarde")
        }
        return words.say(
            "between the two figures that count", "tussen de twee cijfers die tellen")
    }
}
