internal import Messages

/// A series held against a target, as a drawing: the figures as a line, the target and its
/// deadline, the baseline, and where the present pace leads.
struct Chart {
    let entry: ProgressEntry
    /// In force, by period.
    let figures: [ReleasedFigure]
    let indicator: Indicator?
    let unit: String
    let words: Words
    /// Of the drawing's title and description in its page.
    let id: String

    struct Point {
        let figure: Figure
        let x: Double
        let y: Double
    }

    private var scale: ChartScale {
        let goal = entry.target.target.goal
        let values = figures.compactMap(\.figure.value)
        let assessment = entry.assessment
        return ChartScale(
            times: figures.map(\.figure.period.end)
                + [goal?.deadline.end, assessment.baseline?.period.end, earliest]
                .compactMap { $0 },
            values: values + (values.isEmpty ? [indicator?.minimum ?? 0] : [])
                + [entry.goalValue, projection?.value, assessment.baseline?.value]
                .compactMap { $0 },
            minimum: indicator?.minimum, maximum: indicator?.maximum)
    }

    /// Without a figure there is room for those to come.
    private var earliest: Double? {
        guard figures.isEmpty, let goal = entry.target.target.goal else { return nil }
        return entry.target.target.baseline?.end ?? goal.deadline.end - 5
    }

    /// Where the present pace leads, by the deadline; nothing where the target is met.
    private var projection: PeriodValue? {
        guard let goal = entry.target.target.goal, let value = entry.assessment.projection,
            entry.assessment.category != .targetAchieved
        else { return nil }
        return PeriodValue(period: goal.deadline, value: value)
    }

    var svg: HTML {
        let scale = scale
        let points = figures.compactMap { released in
            released.figure.value.map { value in
                Point(
                    figure: released.figure, x: scale.x(released.figure.period.end),
                    y: scale.y(value))
            }
        }
        return """
            <svg class="chart" viewBox="0 0 \(ChartScale.width) \(ChartScale.height)" role="img" \
            xmlns="http://www.w3.org/2000/svg" aria-labelledby="\(id)-t \(id)-d">
            <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>
            \(axes(scale))\(goalLine(scale))\(breaks(points, scale))\(course(points, scale))\
            \(points.map { dot($0) })\(lastLabel(points, scale))
            </svg>
            """
    }

    private var title: String {
        let target = entry.target.target
        return words.name(target.name, or: target.id.text)
    }

    /// What the drawing shows, in words.
    private var description: String {
        let shown = figures.suffix(12).compactMap { released in
            released.figure.value.map {
                "\(words.value($0, unit)) \(words.say("in", "in")) "
                    + words.period(released.figure.period)
            }
        }
        let goal = words.goal(entry, unit).map { "\(words.say("Target", "Doel")): \($0)." }
        let projected = projection.map { projection in
            words.say("At the present pace: ", "In het huidige tempo: ")
                + "\(words.value(projection.value, unit)) in \(words.period(projection.period))."
        }
        let told = shown.isEmpty ? words.noFigure : shown.joined(separator: ", ")
        return [told + ".", goal, projected].compactMap { $0 }.joined(separator: " ")
    }

    private func dot(_ point: Point) -> HTML {
        let isFinal = point.figure.status.isDisjoint(with: [.provisional, .estimated, .forecast])
        let kind = isFinal ? "dot" : "dot open"
        return "<circle class=\"\(kind)\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"4.5\"/>"
    }

    private func lastLabel(_ points: [Point], _ scale: ChartScale) -> HTML {
        guard let last = points.last, let value = last.figure.value else { return .empty }
        // Below the point where the line comes from above, or the target's line is just above.
        let falls = points.dropLast().last.map { $0.y < last.y } ?? false
        let isUnderGoal = entry.goalValue.map { 0..<30 ~= last.y - scale.y($0) } ?? false
        return """
            <text class="value" x="\(last.x)" y="\(last.y + (falls || isUnderGoal ? 25 : -11))" \
            text-anchor="middle">\(words.value(value, unit))</text>
            """
    }

    /// The line through the figures, a forecast's part dashed, and on to the projection.
    private func course(_ points: [Point], _ scale: ChartScale) -> HTML {
        var course: HTML = .empty
        for (one, next) in zip(points, points.dropFirst()) {
            let kind = next.figure.status.contains(.forecast) ? "course projected" : "course"
            course += Self.line(kind, one.x, one.y, next.x, next.y)
        }
        let real = points.last { !$0.figure.status.contains(.forecast) }
        guard let last = real, let projection else { return course }
        let (x, y) = (scale.x(projection.period.end), scale.y(projection.value))
        course += Self.line("course projected", last.x, last.y, x, y)
        course += "<circle class=\"end\" cx=\"\(x)\" cy=\"\(y)\" r=\"3.5\"/>"
        return course
    }

    static func line(
        _ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double
    ) -> HTML {
        "<line class=\"\(kind)\" x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\"/>"
    }
}
