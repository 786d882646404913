internal import Messages
internal import Time

/// The figures of a series in force, as a table: all that a chart shows, and more.
struct FigureTable {
    let entry: SeriesEntry
    let figures: [ReleasedFigure]
    let words: Words

    var html: HTML {
        let caption = words.say("Figures of ", "Cijfers van ") + entry.series.text
        let others = [
            words.say("Status", "Status"), words.say("Published", "Gepubliceerd"),
            words.say("Source", "Bron"),
        ].map { head -> HTML in "<th scope=\"col\">\(head)</th>" }
        let heads: HTML = """
            <th scope="col">\(words.say("Period", "Periode"))</th>\
            <th scope="col" class="number">\(words.say("Figure", "Cijfer"))</th>\(others)
            """
        return """
            <div class="table"><table><caption>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>\(figures.reversed().map { row($0) })</tbody></table></div>
            """
    }

    private func row(_ released: ReleasedFigure) -> HTML {
        let figure = released.figure
        let value = figure.value.map { words.value($0, entry.unit) } ?? "–"
        let note: HTML? = figure.note.map { "<br><span class=\"note\">\($0)</span>" }
        return """
            <tr><th scope="row">\(words.period(figure.period))</th>\
            <td class="number">\(value)</td><td>\(words.status(figure.status))</td>\
            <td>\(words.date(released.released.date))</td>\
            <td>\(released.source ?? "–")\(note)</td></tr>
            """
    }
}

extension Words {
    /// What the flags say; final figures are that without a flag.
    func status(_ flags: StatusFlags) -> String {
        let names: [(StatusFlags, String)] = [
            (.normal, say("final", "definitief")), (.provisional, say("provisional", "voorlopig")),
            (.estimated, say("estimated", "geschat")), (.forecast, say("forecast", "raming")),
            (.timeSeriesBreak, say("break", "breuk")),
            (.definitionDiffers, say("other definition", "andere definitie")),
            (.missing, say("missing", "ontbreekt")),
        ]
        let told = names.filter { flags.contains($0.0) }.map(\.1)
        return told.isEmpty
            ? flags.codes.map(String.init).joined(separator: " ") : told.joined(separator: ", ")
    }
}
