internal import Messages
internal import Progress

/// A target on a page: how far it is, drawn and told.
struct TargetCard {
    let entry: ProgressEntry
    let figures: [ReleasedFigure]
    let indicator: Indicator?
    let words: Words
    /// Of its heading in the page; charts derive theirs from it.
    let id: String
    /// The heading's level: 2 under a page's title, 3 under a section's.
    let level: Int
    /// The target that it is a milestone of, where that is in force.
    let main: Target?
    /// How it is calculated, where the page shows that.
    let explanation: Explanation?

    private var unit: String { entry.series?.unit ?? indicator?.unit ?? "NR" }

    var html: HTML {
        let target = entry.target.target
        let name = words.name(target.name, or: target.id.text)
        let heading: HTML = """
            <h\(level) id="\(id)"><a href="/indicators/\(target.indicator.text)\
            ?lang=\(words.language.rawValue)">\(name)</a></h\(level)>
            """
        return """
            <article class="card" aria-labelledby="\(id)">
            <header>\(heading)<p class="about">\(about)</p>\(milestone)</header>
            \(Verdict(entry, words).badge)
            \(latest)
            <div class="figure">\(chart.svg)</div>
            <p class="meaning">\(words.meaning(entry, unit))</p>
            \(explained)\(source)
            </article>
            """
    }

    var chart: Chart {
        Chart(
            entry: entry, figures: figures, indicator: indicator, unit: unit, words: words, id: id)
    }

    /// What is measured, and where.
    private var about: HTML {
        let target = entry.target.target
        let name = indicator.map { words.name($0.name, or: $0.code.text) } ?? ""
        let dimensions = entry.series?.series.dimensions ?? target.dimensions
        let place = entry.series?.series.area.text ?? words.area(of: target)
        let parts = [name, place, words.dimensions(dimensions)].filter { !$0.isEmpty }
        return "\(parts.joined(separator: " · "))"
    }

    private var milestone: HTML? {
        main.map { main in
            """
            <p class="about milestone">\(words.say("A milestone of", "Een tussendoel van")): \
            \(words.name(main.name, or: main.id.text))</p>
            """
        }
    }

    /// The latest figure and how it differs from the one before, and from that of a year before.
    private var latest: HTML {
        guard let series = entry.series, let figure = series.latest?.figure,
            let value = figure.value
        else {
            return "<p class=\"latest none\">\(words.noFigure)\(goal)</p>"
        }
        let change = series.change.flatMap { change in
            series.previous.map { difference(change, on: $0.period) }
        }
        let onYear = yearBefore(figure.period).map { earlier in
            difference(Progress.change(from: earlier.value, to: value), on: earlier.period)
        }
        let of = words.unitOf(unit).map { " \($0)" } ?? ""
        let note =
            entry.isProvisional ? " (\(words.say("provisional", "voorlopig")))" : ""
        return """
            <p class="latest"><strong>\(words.value(value, unit))</strong>\
            <span class="of">\(of) \(words.say("in", "in")) \
            \(words.period(figure.period))\(note)</span>\(change)\(onYear)\(goal)</p>
            """
    }

    private func difference(_ change: Double, on period: Period) -> HTML {
        """
         <span class="change">\(words.difference(change, unit)) \
        \(words.say("on", "t.o.v.")) \(words.period(period))</span>
        """
    }

    /// The figure of the same part of the year before.
    private func yearBefore(_ period: Period) -> PeriodValue? {
        guard let before = period.yearBefore,
            let figure = figures.first(where: { $0.figure.period == before })?.figure
        else { return nil }
        return PeriodValue(measured: figure)
    }

    /// The calculation, or where it is shown.
    private var explained: HTML {
        if let explanation { return explanation.html(id: explanationID) }
        return """
            <p class="explain"><a href="/indicators/\(entry.target.target.indicator.text)\
            ?lang=\(words.language.rawValue)#\(explanationID)">\(words.say(
            "How this is calculated", "Hoe dit is berekend"))</a></p>
            """
    }

    private var explanationID: String {
        "explain-\(entry.target.target.id.text)/\(entry.series?.series.text ?? "")"
    }

    private var goal: HTML? {
        words.goal(entry, unit).map { goal in
            "<span class=\"goal-text\">\(words.say("Target", "Doel")): \(goal)</span>"
        }
    }

    private var source: HTML? {
        let source = entry.series?.latest?.source ?? entry.target.target.source
        return source.map { source in
            "<p class=\"source\">\(words.say("Source", "Bron")): \(source)</p>"
        }
    }
}

extension Words {
    func area(of target: Target) -> String {
        switch target.areas {
        case .exactly(let area): area.text
        case .each: say("each area", "elk gebied")
        }
    }

    /// `size 10–249`.
    func dimensions(_ dimensions: Dimensions) -> String {
        dimensions.all.map { dimension in
            "\(dimension.name) \(dimension.value.replacing("-", with: "–"))"
        }.joined(separator: ", ")
    }
}
