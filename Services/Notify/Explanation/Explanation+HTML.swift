// As a part of a page, folded away until it is asked for.
extension Explanation {
    /// `id`: of the part in its page.
    func html(id: String) -> HTML {
        let conclusions = conclusions.map { line -> HTML in "<li>\(line)</li>" }
        let terms = terms.map { term -> HTML in
            """
            <tr><th scope="row">\(term.symbol)</th><td class="number">\
            \(Digits(words: words).text(term.value))</td><td>\(term.meaning)</td></tr>
            """
        }
        let urls = source.urls.map { url -> HTML in "<li><a href=\"\(url)\">\(url)</a></li>" }
        return """
            <details class="explanation" id="\(id)"><summary>\(words.say(
                "How this is calculated", "Hoe dit is berekend"))</summary>
            <ul>\(conclusions)</ul>
            <div class="table"><table><caption>\(words.say("Given", "Gegeven"))</caption>
            <tbody>\(terms)</tbody></table></div>
            <div class="table"><table><caption>\(words.say("Worked out", "Berekening"))</caption>
            <tbody>\(steps.map { row($0) })</tbody></table></div>
            \(thresholds.map { table($0) })
            <p class="source">\(source.name). \(source.citation)</p><ul class="source">\(urls)</ul>
            </details>
            """
    }

    private func row(_ step: Step) -> HTML {
        """
        <tr><th scope="row">\(step.symbol)</th><td>\(step.expression)<br>= \(step.substituted)\
        <br>= <b>\(Digits(words: words).text(step.value))</b>\(rounding(step))</td>\
        <td>\(step.meaning)</td></tr>
        """
    }

    private func table(_ list: ThresholdList) -> HTML {
        let rows = list.lines.map { line -> HTML in
            let mark: HTML = line.holds ? "→" : ""
            let cells: HTML = """
                <td>\(mark)</td><th scope="row">\(condition(line, list.symbol))</th>\
                <td>\(words.category(line.category))</td>
                """
            return "<tr>\(cells)</tr>"
        }
        return """
            <div class="table"><table><caption>\(words.say("Thresholds", "Drempels"))</caption>
            <tbody>\(rows)</tbody></table></div>
            """
    }
}
