internal import HTTP
internal import Messages

/// The board: every target, and what happened last.
struct HomePage {
    let cards: [TargetCard]
    /// After which there are more; nil: there are none.
    let last: ProgressKey?
    let isFirst: Bool
    let news: NewsList
    let words: Words

    var response: Response {
        let content: HTML = """
            <h1>\(words.say("Targets and figures", "Doelen en cijfers"))</h1>
            <p class="lead">\(words.say(
                "How far it is towards what was aimed for, by the latest published figures.",
                "Hoe ver het is met wat is voorgenomen, volgens de laatst gepubliceerde cijfers."
            ))</p>
            \(cards.isEmpty ? empty : counts)
            <div class="cards">\(cards.map(\.html))</div>
            \(more)
            \(isFirst ? latest : nil)
            """
        return Layout.page(
            "Peil: " + words.say("targets and figures", "doelen en cijfers"), path: "/", words,
            content)
    }

    private var empty: HTML {
        "<p>\(words.say("No target has been set yet.", "Er is nog geen doel gesteld."))</p>"
    }

    /// How many targets stand how.
    private var counts: HTML {
        let verdicts = cards.map { Verdict($0.entry, words) }
        let items = Verdict.Tone.allCases.flatMap { tone -> [HTML] in
            let ofTone = verdicts.filter { $0.tone == tone }
            var words: [String] = []
            for verdict in ofTone where !words.contains(verdict.word) {
                words.append(verdict.word)
            }
            return words.map { word in
                let count = ofTone.count { $0.word == word }
                return """
                    <li class="verdict \(tone.rawValue)">\(tone.shape)\
                    <span><b>\(count)</b>\(word)</span></li>
                    """
            }
        }
        return "<ul class=\"counts\">\(items)</ul>"
    }

    private var more: HTML? {
        guard let last else { return nil }
        let next = Paging.next([last.target, last.series])
        return """
            <p class="more"><a rel="next" href="/?lang=\(words.language.rawValue)&amp;\
            after=\(next)">\(words.say("More targets", "Meer doelen"))</a></p>
            """
    }

    private var latest: HTML {
        """
        <section aria-labelledby="latest"><h2 id="latest">\(words.say(
            "Latest events", "Laatste gebeurtenissen"))</h2>\(news.html)</section>
        """
    }
}

/// One indicator: its targets, all its figures, and what happened.
struct IndicatorPage {
    let indicator: Indicator
    let cards: [TargetCard]
    let tables: [FigureTable]
    let news: NewsList
    let words: Words

    var response: Response {
        let code = indicator.code.text
        let name = words.name(indicator.name, or: code)
        let description = indicator.description.text(in: words.language.rawValue)
        let lead: HTML? = description.map { "<p class=\"lead\">\($0)</p>" }
        let source: HTML? = indicator.source.map {
            "<p class=\"source\">\(words.say("Source", "Bron")): \($0)</p>"
        }
        let figures: HTML =
            tables.isEmpty
            ? "<p>\(words.noFigure).</p>" : "\(tables.map(\.html))"
        let content: HTML = """
            <h1>\(name)</h1>\(lead)\(source)
            <div class="cards lone">\(cards.map(\.html))</div>
            <section aria-labelledby="figures"><h2 id="figures">\(words.say(
                "Figures", "Cijfers"))</h2>\(figures)</section>
            <section aria-labelledby="latest"><h2 id="latest">\(words.say(
                "Latest events", "Laatste gebeurtenissen"))</h2>\(news.html)</section>
            <section aria-labelledby="use"><h2 id="use">\(words.say(
                "Use elsewhere", "Elders gebruiken"))</h2>
            <p>\(words.say("The chart as an image", "De grafiek als beeld")): \
            <a href="/indicators/\(code).svg"><code>/indicators/\(code).svg</code></a></p>
            <p>\(words.say("Figures as JSON", "Cijfers als JSON")): \
            <a href="/v1/series?indicator=\(code)"><code>/v1/series?indicator=\(code)</code></a>\
            </p></section>
            """
        return Layout.page("\(name) – Peil", path: "/indicators/\(code)", words, content)
    }
}

extension Chart {
    /// By itself, with the style that a page gives it otherwise.
    var response: Response {
        let style = "<style>" + PageStyle.loneChart + "</style>"
        let drawing = svg.text.replacing("</desc>", with: "</desc>" + style, maxReplacements: 1)
        var response = Response.text(drawing, type: "image/svg+xml; charset=utf-8")
        response.headers += [
            ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"),
            ("x-content-type-options", "nosniff"), ("access-control-allow-origin", "*"),
        ]
        return response
    }
}
