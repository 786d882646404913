internal import Messages
internal import Progress

// What each method does.
extension Sheet {
    mutating func addMethod(_ worked: WorkedProgress) {
        let working = worked.working
        guard let course = working.course, let latest = working.latest?.value else { return }
        let way = Way(
            start: course.start.value, latest: latest, goal: working.goal, years: course.years,
            yearsToDeadline: course.yearsToDeadline, yearsLeft: working.yearsLeft,
            direction: worked.entry.target.target.direction.sign,
            minimum: worked.indicator?.minimum, maximum: worked.indicator?.maximum)
        switch working.numbers {
        case nil: return
        case .line(let pace, let needed): addLine(way, pace, needed, working)
        case .trend(let slope, let remaining): addTrend(way, slope, remaining, working)
        case .curve(let ceiling, let start, let now, let aim, let k, let needed):
            let curve = Curve(
                ceiling: ceiling, start: start, latest: now, goal: aim, steepness: k)
            addCurve(way, curve, needed, working)
        case .growth(let base, let target, let rate, let needed, let room):
            addGrowth(way, base, target, rate, needed, working)
            if target == nil {
                addRate(
                    way, base, rate, room: room ?? 1, worked.entry.target.target, working)
            }
        }
    }

    /// The numbers of methods.md.
    struct Way {
        let start: Double
        let latest: Double
        let goal: Double?
        let years: Double
        let yearsToDeadline: Double?
        let yearsLeft: Double?
        let direction: Double
        /// The indicator's bounds.
        let minimum: Double?
        let maximum: Double?
    }

    struct Curve {
        let ceiling: Double
        let start: Double
        let latest: Double
        let goal: Double?
        let steepness: Double
    }

    private mutating func addLine(
        _ way: Way, _ pace: Double, _ needed: Double?, _ working: Working
    ) {
        let n = digits.part
        add(
            "pace", pace, "(yt − y0) / (t − t0)",
            "(\(n(way.latest)) − \(n(way.start))) / \(n(way.years))", "what a year brought",
            "wat een jaar opleverde")
        if let needed, let goal = way.goal, let years = way.yearsToDeadline {
            add(
                "needed", needed, "(T − y0) / (tT − t0)",
                "(\(n(goal)) − \(n(way.start))) / \(n(years))",
                "what a year had to bring from the start",
                "wat een jaar vanaf het begin moest opleveren")
            add(
                "R", working.assessment.ratio, decimals: 9, "d × pace / |needed|",
                "\(n(way.direction)) × \(n(pace)) / |\(digits.text(needed))|",
                "the pace over the pace needed", "het tempo gedeeld door het benodigde tempo")
        }
        addStraight("pace", pace, way, working)
    }

    /// Where a straight line leads.
    private mutating func addStraight(
        _ name: String, _ pace: Double, _ way: Way, _ working: Working
    ) {
        let n = digits.part
        guard let goal = way.goal, let left = way.yearsLeft else { return }
        addProjection(
            working, way, "yt + \(name) × (tT − t)",
            "\(n(way.latest)) + \(n(pace)) × \(n(left))")
        addYears(
            working, "(T − yt) / \(name)", "(\(n(goal)) − \(n(way.latest))) / \(n(pace))")
    }

    private mutating func addTrend(
        _ way: Way, _ slope: Double, _ remaining: Double, _ working: Working
    ) {
        let n = digits.part
        add(
            "m", slope, "(yt − y0) / (t − t0)",
            "(\(n(way.latest)) − \(n(way.start))) / \(n(way.years))",
            "what a year brought, over the last figures",
            "wat een jaar opleverde, over de laatste cijfers")
        addStraight("m", slope, way, working)
        if let goal = way.goal, let projection = working.projection {
            add(
                "deviation", working.assessment.deviation, decimals: 9, "(T − P) / (T − yt)",
                "(\(n(goal)) − \(n(projection))) / \(n(remaining))",
                "the part of what remains that would be missed",
                "het deel van wat nog rest dat gemist zou worden")
        }
    }

    private mutating func addCurve(
        _ way: Way, _ curve: Curve, _ needed: Double?, _ working: Working
    ) {
        let (n, l) = (digits.part, digits.part(curve.ceiling))
        func logit(_ value: Double) -> String { "ln(\(n(value)) / (\(l) − \(n(value))))" }
        add(
            "λ0", curve.start, "ln(y0 / (L − y0))", logit(way.start),
            "the place of y0 on the S-curve", "de plaats van y0 op de S-curve")
        add(
            "λt", curve.latest, "ln(yt / (L − yt))", logit(way.latest), "the place of yt",
            "de plaats van yt")
        if let goal = way.goal {
            add(
                "λT", curve.goal, "ln(T / (L − T))", logit(goal), "the place of T",
                "de plaats van T")
        }
        add(
            "k", curve.steepness, "(λt − λ0) / (t − t0)",
            "(\(n(curve.latest)) − \(n(curve.start))) / \(n(way.years))",
            "the steepness of the curve so far", "hoe steil de curve tot nu toe is")
        let k = n(curve.steepness)
        if let needed, let goal = curve.goal, let years = way.yearsToDeadline {
            add(
                "k needed", needed, "(λT − λ0) / (tT − t0)",
                "(\(n(goal)) − \(n(curve.start))) / \(n(years))",
                "the steepness needed from the start", "hoe steil vanaf het begin nodig was")
            add(
                "R", working.assessment.ratio, decimals: 9, "d × k / |k needed|",
                "\(n(way.direction)) × \(k) / |\(digits.text(needed))|",
                "the steepness over the steepness needed",
                "de steilheid gedeeld door de benodigde steilheid")
        }
        if let left = way.yearsLeft {
            addProjection(
                working, way, "L / (1 + exp(−(λt + k × (tT − t))))",
                "\(l) / (1 + exp(−(\(n(curve.latest)) + \(k) × \(n(left)))))")
        }
        if let goal = curve.goal {
            addYears(working, "(λT − λt) / k", "(\(n(goal)) − \(n(curve.latest))) / \(k)")
        }
    }

    /// P: as it comes out, and as it is shown.
    mutating func addProjection(
        _ working: Working, _ way: Way, _ expression: String, _ substituted: String
    ) {
        guard let goal = way.goal, way.yearsLeft ?? 0 > 0,
            let shown = working.assessment.projection, let projection = working.projection
        else { return }
        let isSame = digits.text(shown) == digits.text(projection)
        add(
            "P", isSame ? shown : projection, expression, substituted,
            "the value at the deadline at the present pace",
            "de waarde op de einddatum in het huidige tempo")
        guard !isSame else { return }
        let decimals =
            max(
                Progress.decimals(of: way.start, way.latest),
                Progress.decimals(of: goal, goal)) + 1
        var (bounded, inside) = ("P", digits.part(projection))
        if let maximum = way.maximum, projection > maximum {
            (bounded, inside) = ("min(maximum; P)", "min(\(digits.part(maximum)); \(inside))")
        } else if let minimum = way.minimum, projection < minimum {
            (bounded, inside) = ("max(minimum; P)", "max(\(digits.part(minimum)); \(inside))")
        }
        add(
            "projection", shown, decimals: decimals, bounded, inside,
            "P, rounded and kept within the bounds of the indicator",
            "P, afgerond en binnen de grenzen van de indicator gehouden")
    }

    /// Until the target, where that is still ahead.
    mutating func addYears(_ working: Working, _ expression: String, _ substituted: String) {
        guard !working.isMet else { return }
        add(
            "x", working.yearsToGoal, expression, substituted,
            "years until the target at the present pace",
            "jaren tot het doel in het huidige tempo")
    }
}
