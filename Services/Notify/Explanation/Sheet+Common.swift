internal import Messages
internal import Progress

// What every method begins and ends with.
extension Sheet {
    /// The numbers that it begins with.
    mutating func addTerms(_ worked: WorkedProgress) {
        let (working, target) = (worked.working, worked.entry.target.target)
        if let start = working.course?.start ?? working.baseline {
            let period = words.period(start.period)
            let (english, dutch) = origin(worked)
            begin("y0", start.value, "\(english) (\(period))", "\(dutch) (\(period))")
        }
        if let latest = working.latest {
            let period = words.period(latest.period)
            begin(
                "yt", latest.value, "the latest figure (\(period))",
                "het laatste cijfer (\(period))")
        }
        if let goal = target.goal {
            let deadline = words.period(goal.deadline)
            if goal.relative {
                begin(
                    "p", goal.value, "the change aimed at by \(deadline), in percent",
                    "de verandering waarnaar gestreefd wordt in \(deadline), in procenten")
            } else {
                begin(
                    "T", goal.value, "the target for \(deadline)", "het doel voor \(deadline)")
            }
        }
        if target.goal?.relative == true, target.method == .trend {
            begin(
                "yb", working.baseline?.value, "the baseline of the target",
                "de uitgangswaarde van het doel")
        }
        begin(
            "d", target.direction.sign, "1 where more is better, −1 where less is",
            "1 als meer beter is, −1 als minder beter is")
        if target.tolerance > 0 {
            begin(
                "tolerance", target.tolerance, "by how much a figure may fall short",
                "hoeveel een cijfer tekort mag komen")
        }
        if case .curve(let ceiling, _, _, _, _, _) = working.numbers {
            begin("L", ceiling, "the ceiling of the S-curve", "het plafond van de S-curve")
        }
        begin(
            "limit", target.limit, "the natural limit of the figure",
            "de natuurlijke grens van het cijfer")
    }

    /// Where y0 comes from.
    private func origin(_ worked: WorkedProgress) -> (String, String) {
        let (working, target) = (worked.working, worked.entry.target.target)
        if target.method == .trend {
            return (
                "the first of the last \(Trend.mostFigures) figures at most",
                "het eerste van de hoogstens \(Trend.mostFigures) laatste cijfers"
            )
        }
        guard let stated = target.baseline else {
            return (
                "the baseline: the earliest figure, as the target names none",
                "de uitgangswaarde: het vroegste cijfer, want het doel noemt er geen"
            )
        }
        if working.isBaselineStated {
            return (
                "the baseline, as the target states it",
                "de uitgangswaarde, zoals het doel die noemt"
            )
        }
        if let baseline = working.baseline, baseline.period > stated {
            return (
                "the baseline: the next figure, as \(words.period(stated)) has none",
                "de uitgangswaarde: het eerstvolgende cijfer, want \(words.period(stated)) "
                    + "heeft er geen"
            )
        }
        return ("the baseline", "de uitgangswaarde")
    }

    /// The goal where it is relative, whether it is met, what remains, and the times.
    mutating func addOpening(_ worked: WorkedProgress) {
        let (working, target) = (worked.working, worked.entry.target.target)
        let n = digits.part
        if let goal = target.goal, goal.relative, let base = working.baseline?.value {
            let name = target.method == .trend ? "yb" : "y0"
            add(
                "T", working.goal, "\(name) × (100 + p) / 100",
                "\(n(base)) × (100 + \(n(goal.value))) / 100", "the target", "het doel")
        }
        if let goal = working.goal, let latest = working.latest?.value {
            let d = n(target.direction.sign)
            add(
                "b", working.beyond, "d × (yt − T)", "\(d) × (\(n(latest)) − \(n(goal)))",
                "beyond the target: the target is reached where this is at least "
                    + n(0 - target.tolerance),
                "voorbij het doel: het doel is bereikt als dit minstens "
                    + "\(n(0 - target.tolerance)) is")
            add(
                "gap", working.assessment.gap, "d × (T − yt)",
                "\(d) × (\(n(goal)) − \(n(latest)))", "what remains", "wat nog rest")
        }
        addTimes(working, target)
    }

    private mutating func addTimes(_ working: Working, _ target: Target) {
        guard let latest = working.latest else { return }
        let t = digits.time
        if let course = working.course {
            add(
                "t − t0", course.years, "t − t0",
                "\(t(latest.period)) − \(t(course.start.period))",
                "years passed, from the end of the one period to the end of the other",
                "verstreken jaren, van het eind van de ene periode tot dat van de andere")
            if let deadline = target.goal?.deadline {
                add(
                    "tT − t0", course.yearsToDeadline, "tT − t0",
                    "\(t(deadline)) − \(t(course.start.period))",
                    "years from the start to the deadline",
                    "jaren van het begin tot de einddatum")
            }
        }
        if let deadline = target.goal?.deadline {
            add(
                "tT − t", working.yearsLeft, "tT − t", "\(t(deadline)) − \(t(latest.period))",
                "years that remain", "jaren die resten")
        }
    }

    /// What must be done from now on.
    mutating func addNeed(_ worked: WorkedProgress) {
        let (working, n) = (worked.working, digits.part)
        guard let goal = working.goal, let latest = working.latest?.value,
            let left = working.yearsLeft, left > 0, !working.isMet
        else { return }
        add(
            "needed now", working.assessment.requiredPace,
            decimals: Progress.decimals(of: goal, latest) + 1, "(T − yt) / (tT − t)",
            "(\(n(goal)) − \(n(latest))) / \(n(left))", "what a year must bring from now on",
            "wat een jaar vanaf nu moet opleveren")
        guard case .growth(_, let target?, _, _, _) = working.numbers else { return }
        add(
            "growth needed now", working.assessment.requiredRate, decimals: 9,
            "(T / yt)^(1 / (tT − t)) − 1", "(\(n(target)) / \(n(latest)))^(1 / \(n(left))) − 1",
            "the growth a year that is needed from now on",
            "de groei per jaar die vanaf nu nodig is")
    }
}
