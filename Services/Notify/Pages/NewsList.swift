internal import Messages
internal import Time

/// The last events of targets, newest first.
struct NewsList {
    let events: [OutcomeEvent]
    /// By their codes; of those that are not here the code is shown.
    let targets: [String: VersionedTarget]
    let words: Words

    var html: HTML {
        guard !events.isEmpty else {
            return "<p>\(words.say("Nothing has happened yet.", "Er is nog niets gebeurd."))</p>"
        }
        return "<ol class=\"news\">\(events.compactMap { item($0) })</ol>"
    }

    private func item(_ event: OutcomeEvent) -> HTML? {
        guard case .target(let outcome) = event.outcome else { return nil }
        let id = outcome.target.id
        let name = targets[id.text].map { words.name($0.target.name, or: id.text) } ?? id.text
        let figure: HTML? = outcome.figure.flatMap { released in
            released.figure.value.map { value in
                " (\(words.number(value)) in \(words.period(released.figure.period)))"
            }
        }
        let date = event.time.date
        return """
            <li><time datetime="\(event.time.description)">\(words.date(date))</time> \
            <strong>\(words.headline(outcome))</strong> \
            <a href="/indicators/\(id.indicator.text)?lang=\(words.language.rawValue)">\(name)</a>\
            \(figure)</li>
            """
    }
}

extension Words {
    /// What became of a target, in a few words.
    func headline(_ outcome: TargetOutcome) -> String {
        switch outcome.kind {
        case .assessed: say("Assessed", "Beoordeeld")
        case .met(provisional: true): say("Provisionally reached", "Voorlopig bereikt")
        case .met(provisional: false): say("Reached", "Bereikt")
        case .confirmed: say("Confirmed", "Bevestigd")
        case .unmet(.revision):
            say("No longer reached, after a revision", "Niet meer bereikt, na een herziening")
        case .unmet(.decline):
            say("No longer reached, after a decline", "Niet meer bereikt, na een daling")
        case .unmet(.target):
            say("No longer reached, the target changed", "Niet meer bereikt, het doel is gewijzigd")
        case .missed: say("Missed", "Niet gehaald")
        case .overdue: say("The figure is overdue", "Het cijfer laat op zich wachten")
        case .pace(let from):
            "\(category(outcome.assessment.category)), "
                + say("was: ", "was: ") + category(from).lowercased()
        }
    }
}
