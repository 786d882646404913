internal import Messages

extension Words {
    var noFigure: String { say("No figure yet", "Nog geen cijfer") }

    func category(_ category: Category) -> String {
        switch category {
        case .targetAchieved: say("Target reached", "Doel bereikt")
        case .missed: say("Target missed", "Doel niet gehaald")
        case .substantialProgress, .significantProgress, .onTrack: say("On track", "Op koers")
        case .moderateProgress: say("Moderate progress", "Matige vooruitgang")
        case .limitedProgress: say("Limited progress", "Beperkte vooruitgang")
        case .deterioration: say("Deterioration", "Achteruitgang")
        case .noProgress: say("No progress", "Geen vooruitgang")
        case .moderateDeterioration: say("Moderate deterioration", "Matige achteruitgang")
        case .significantDeterioration: say("Marked deterioration", "Sterke achteruitgang")
        case .slightlyOff: say("Slightly off track", "Iets uit koers")
        case .off: say("Off track", "Uit koers")
        case .notAvailable: say("Not assessed", "Geen oordeel")
        }
    }

    /// `at least 75% in 2030`; nil where only a direction is stated.
    func goal(_ entry: ProgressEntry, _ unit: String) -> String? {
        guard let goal = entry.target.target.goal, let value = entry.goalValue else { return nil }
        return "\(bound(entry)) \(self.value(value, unit)) \(say("by", "in")) "
            + period(goal.deadline)
    }

    private func bound(_ entry: ProgressEntry) -> String {
        entry.target.target.direction == .atLeast
            ? say("at least", "ten minste") : say("at most", "ten hoogste")
    }

    /// What the assessment means, in a sentence or two.
    func meaning(_ entry: ProgressEntry, _ unit: String) -> String {
        let sentences = [
            entry.isOverdue ? overdue(entry) : nil, standing(entry, unit), need(entry, unit),
            entry.isProvisional
                ? say("The latest figure is provisional.", "Het laatste cijfer is voorlopig.")
                : nil,
            entry.assessment.acrossBreak
                ? say(
                    "The pace is measured across a break in the series.",
                    "Het tempo is gemeten over een breuk in de reeks heen.") : nil,
        ]
        return sentences.compactMap { $0 }.joined(separator: " ")
    }

    private func overdue(_ entry: ProgressEntry) -> String? {
        entry.target.target.goal.map { goal in
            say(
                "The figure for \(period(goal.deadline)) is overdue.",
                "Het cijfer over \(period(goal.deadline)) laat op zich wachten.")
        }
    }

    private func standing(_ entry: ProgressEntry, _ unit: String) -> String? {
        let assessment = entry.assessment
        if let reason = assessment.reason { return why(reason) }
        guard let goal = entry.target.target.goal, let value = entry.goalValue else {
            return entry.target.target.direction == .atLeast
                ? say("The aim is that it rises.", "Het streven is dat dit stijgt.")
                : say("The aim is that it falls.", "Het streven is dat dit daalt.")
        }
        let (wanted, deadline) = (self.value(value, unit), period(goal.deadline))
        switch assessment.category {
        case .targetAchieved:
            return say(
                "The target of \(bound(entry)) \(wanted) by \(deadline) is met.",
                "Het doel van \(bound(entry)) \(wanted) in \(deadline) is gehaald.")
        case .missed:
            return say(
                "\(wanted) was to be reached by \(deadline), and was not.",
                "In \(deadline) had \(wanted) bereikt moeten zijn; dat is niet gelukt.")
        default:
            guard let eta = assessment.eta else { return nil }
            let sentence = pace(eta, wanted, goal.deadline)
            guard entry.isJustShort, let why = justShort(assessment) else { return sentence }
            return "\(sentence) \(why)"
        }
    }

    /// Why what comes a little too late counts as on track.
    private func justShort(_ assessment: Assessment) -> String? {
        if let ratio = assessment.ratio {
            let percent = number((ratio * 1000).rounded(.down) / 10)
            return say(
                "That is \(percent)% of the pace needed; from 95% on it counts as on track.",
                "Dat is \(percent)% van het benodigde tempo; vanaf 95% telt dat als op koers.")
        }
        return assessment.deviation.map { deviation in
            let percent = number((deviation * 1000).rounded(.up) / 10)
            return say(
                "It misses by \(percent)% of what remains; below 5% that counts as on track.",
                "Er ontbreekt dan \(percent)% van wat nog rest; onder 5% telt dat als op koers.")
        }
    }

    private func pace(_ eta: ETA, _ wanted: String, _ deadline: Period) -> String {
        guard case .period(let eta) = eta else {
            return say(
                "At the present pace \(wanted) is not reached.",
                "In het huidige tempo wordt \(wanted) niet bereikt.")
        }
        let comparison =
            if eta.end < deadline.end {
                say("before the deadline of", "vóór de einddatum")
            } else if eta.end == deadline.end {
                say("just by the deadline of", "net op de einddatum")
            } else {
                say("after the deadline of", "na de einddatum")
            }
        return say(
            "At the present pace \(wanted) is reached in \(period(eta)), ",
            "In het huidige tempo wordt \(wanted) in \(period(eta)) bereikt, ")
            + "\(comparison) \(period(deadline))."
    }

    /// What a year must bring; nil where the present pace is enough.
    private func need(_ entry: ProgressEntry, _ unit: String) -> String? {
        guard let pace = entry.assessment.requiredPace, pace != 0,
            entry.assessment.category != .targetAchieved, !isInTime(entry)
        else { return nil }
        let text = difference(pace, unit)
        return say(
            "\(text) a year is needed from now on.", "Vanaf nu is \(text) per jaar nodig.")
    }

    private func isInTime(_ entry: ProgressEntry) -> Bool {
        guard case .period(let eta) = entry.assessment.eta,
            let deadline = entry.target.target.goal?.deadline
        else { return false }
        return eta.end <= deadline.end
    }

    func why(_ reason: Reason) -> String {
        switch reason {
        case .noFigure:
            say(
                "No figure has been published that shows how far it is.",
                "Er is nog geen cijfer gepubliceerd dat laat zien hoe ver het is.")
        case .noBaseline:
            say(
                "The baseline has no figure, so a pace cannot be measured.",
                "De uitgangswaarde ontbreekt: een tempo is niet te meten.")
        case .oneFigure, .tooShort, .tooFewFigures:
            say(
                "There are too few figures yet to measure a pace.",
                "Er zijn nog te weinig cijfers om een tempo te meten.")
        case .timeSeriesBreak, .definition:
            say(
                "The series is broken: the figures before and after cannot be compared.",
                "De reeks is gebroken: de cijfers ervoor en erna zijn niet te vergelijken.")
        case .signChange, .baseIsTarget, .atBound, .targetAtLimit:
            say(
                "The method of this target gives no pace for these figures.",
                "De methode van dit doel geeft voor deze cijfers geen tempo.")
        }
    }
}
