internal import JSON

/// An event in one line, for people: what happened to which target or series.
struct Headline {
    /// `met`, `series updated`: the type without its ends.
    let word: String
    let tone: Tone
    /// `nl.mkb.cloud.2030 · NL size=10-249: 75.3 in 2026, aim at least 75 by 2030, 4 years early`.
    let text: String

    init(_ event: Value) {
        let type = event["type"]?.string ?? "no event"
        word = Self.word(of: type)
        tone = Self.tone(of: word)
        let data = event["data"] ?? .object([])
        let parts = [Self.subject(event, data), Self.happening(word, data)]
        text = parts.filter { !$0.isEmpty }.joined(separator: ": ")
    }

    func painted(_ palette: Palette) -> String { "\(palette.paint(word, tone))  \(text)" }

    private static func word(of type: String) -> String {
        var parts = type.split(separator: ".")
        if parts.first == "peil" { parts.removeFirst() }
        if let last = parts.last, last.first == "v", parts.count > 1 { parts.removeLast() }
        if parts.first == "target", parts.count > 1 { parts.removeFirst() }
        return parts.joined(separator: " ")
    }

    private static func tone(of word: String) -> Tone {
        switch word {
        case "met", "confirmed": .good
        case "unmet", "missed", "overdue", "update rejected": .poor
        case "pace": .fair
        default: .faint
        }
    }

    private static func subject(_ event: Value, _ data: Value) -> String {
        let series = data["series"]
        guard let target = data["target"]?["id"]?.string else {
            return event["subject"]?.string ?? ""
        }
        return target + (series.map { " · \(Wording.series($0))" } ?? "")
    }

    private static func happening(_ word: String, _ data: Value) -> String {
        switch word {
        case "series updated": changes(data)
        case "figures reported": Wording.count(data["figures"]?.elements.count ?? 0, "figure")
        case "catalogue answered": data["result"]?.string ?? ""
        case "update rejected":
            (data["errors"]?.elements ?? []).map { "\(Fault($0))" }.joined(separator: "; ")
        default: data["assessment"] == nil ? "" : judgement(data)
        }
    }

    private static func changes(_ data: Value) -> String {
        let unit = data["unit"]?.string
        let changes = (data["changes"]?.elements ?? []).map { change in
            let values = ["old", "new"].compactMap { change[$0]?.number }
                .map { Wording.value($0, unit: unit) }
            return "\(change["period"]?.string ?? "") \(values.joined(separator: " → "))"
        }
        return changes.joined(separator: ", ")
    }

    private static func judgement(_ data: Value) -> String {
        var parts: [String] = []
        if let figure = data["figure"], let period = figure["period"]?.string {
            let value = figure["value"].map { "\($0)" } ?? "missing"
            parts.append("\(value) in \(period)")
        }
        if let target = data["target"], let goal = Wording.goal(target, unit: nil) {
            let deadline = target["deadline"]?.string.map { " by \($0)" } ?? ""
            parts.append("aim \(goal)\(deadline)")
        }
        if data["provisional"]?.boolean == true { parts.append("provisional") }
        if let cause = data["cause"]?.string { parts.append("because of a \(cause)") }
        if let years = data["yearsEarly"]?.number { parts.append(Self.early(years)) }
        if let category = data["assessment"]?["category"]?.string {
            let from = data["from"]?.string.map { "\(Wording.words($0)) → " } ?? ""
            parts.append(from + Wording.words(category))
        }
        return parts.joined(separator: ", ")
    }

    private static func early(_ years: Double) -> String {
        let amount = Value.number(abs(years)).description
        let noun = abs(years) == 1 ? "year" : "years"
        return years == 0 ? "on time" : "\(amount) \(noun) \(years > 0 ? "early" : "late")"
    }
}
