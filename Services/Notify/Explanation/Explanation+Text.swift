internal import Messages
internal import Progress
internal import Time

// To read, and to keep beside a pocket calculator.
extension Explanation {
    /// Plain text, in lines.
    var text: String {
        var lines = heading
        section("Result", "Oordeel", &lines)
        lines.append("  " + Verdict(worked.entry, words).word)
        lines += conclusions.map { "  " + $0 }
        section("Given", "Gegeven", &lines)
        lines += terms.map { term in
            "  \(term.symbol) = \(Digits(words: words).text(term.value))   \(term.meaning)"
        }
        if !steps.isEmpty {
            section("Worked out", "Berekening", &lines)
            for step in steps { lines += stepLines(step) }
        }
        if let thresholds {
            section("Thresholds", "Drempels", &lines)
            lines += thresholdLines(thresholds)
        }
        figureLines(&lines)
        section("The method and its source", "De methode en haar bron", &lines)
        lines += ["  \(source.name)", "  \(source.citation)"] + source.urls.map { "  \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let target = worked.entry.target
        let name = words.name(target.target.name, or: target.target.id.text)
        let place = worked.entry.series?.series.text ?? words.area(of: target.target)
        var lines = [
            name,
            "\(target.target.id.text), \(words.say("version", "versie")) \(target.version) · "
                + place,
        ]
        if let goal = words.goal(worked.entry, unit) {
            lines.append("\(words.say("Target", "Doel")): \(goal)")
        }
        if let time = worked.asOf {
            lines.append(
                words.say(
                    "As it was believed on \(time)", "Zoals bekend op \(time)"))
        }
        if worked.entry.isSetLater {
            lines.append(
                words.say(
                    "The target was first set later.", "Het doel is pas later gesteld."))
        }
        return lines
    }

    private func section(_ english: String, _ dutch: String, _ lines: inout [String]) {
        lines += ["", words.say(english, dutch)]
    }

    private func stepLines(_ step: Step) -> [String] {
        let value = Digits(words: words).text(step.value)
        let head =
            step.expression == step.symbol
            ? "  \(step.symbol)" : "  \(step.symbol) = \(step.expression)"
        return [
            head + "   \(step.meaning)", "      = \(step.substituted)",
            "      = \(value)\(rounding(step))",
        ]
    }

    /// That a value is rounded, where that can be seen.
    func rounding(_ step: Step) -> String {
        guard let decimals = step.decimals else { return "" }
        return words.say(
            "   (to \(decimals) \(decimals == 1 ? "decimal" : "decimals"))",
            "   (op \(decimals) \(decimals == 1 ? "decimaal" : "decimalen"))")
    }

    private func thresholdLines(_ list: ThresholdList) -> [String] {
        list.lines.map { line in
            let mark = line.holds ? "→ " : "  "
            return mark + condition(line, list.symbol) + ": " + words.category(line.category)
        }
    }

    /// `R ≥ 0.95`, or that all else is meant.
    func condition(_ line: ThresholdList.Line, _ symbol: String) -> String {
        line.comparison.map { comparison in
            "\(symbol) \(comparison.rawValue) \(Digits(words: words).text(line.limit))"
        } ?? words.say("otherwise", "anders")
    }

    private func figureLines(_ lines: inout [String]) {
        let used = figures.filter { $0.role != .unused }
        let unused = figures.filter { $0.role == .unused }
        section("Figures used", "Gebruikte cijfers", &lines)
        lines += used.isEmpty ? ["  \(words.noFigure)"] : used.map { "  " + line($0) }
        guard !unused.isEmpty else { return }
        section("Figures left out", "Niet gebruikte cijfers", &lines)
        lines += unused.map { "  " + line($0) }
    }

    private func line(_ use: FigureUse) -> String {
        let (released, figure) = (use.vintage.released, use.vintage.released.figure)
        let value = figure.value.map { words.value($0, unit) } ?? "–"
        let parts = [
            "\(words.period(figure.period)): \(value)",
            String(figure.status.codes.map(String.init).joined(separator: " ")),
            "\(words.say("released", "gepubliceerd")) \(released.released.date)",
            released.source, role(use.role),
        ]
        return (parts.compactMap { $0 } + use.remarks).joined(separator: ", ")
    }

    /// What a figure is in the calculation.
    func role(_ role: FigureUse.Role) -> String? {
        switch role {
        case .start: "y0"
        case .latest: "yt"
        case .baseline: "yb"
        case .unused: nil
        }
    }
}
