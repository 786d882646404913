internal import Messages
internal import Time

/// What the pages say, in one language.
struct Words: Sendable {
    let language: Language

    init(_ language: Language) { self.language = language }

    /// One of two texts.
    func say(_ english: String, _ dutch: String) -> String {
        language == .english ? english : dutch
    }

    func name(_ text: LocalizedText, or code: String) -> String {
        text.text(in: language.rawValue) ?? code
    }

    /// With the language's decimal mark and thousands, and a minus that is one.
    func number(_ value: Double) -> String {
        let text = Int(exactly: value).map(String.init) ?? String(value)
        guard !text.contains("e") else { return text }
        let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = unsigned.split(separator: ".")
        var whole = ""
        for (index, digit) in (parts.first ?? "0").enumerated() {
            if index > 0, ((parts.first?.count ?? 0) - index) % 3 == 0 { whole += say(",", ".") }
            whole.append(digit)
        }
        let fraction = parts.count > 1 ? say(".", ",") + parts[1] : ""
        return (text.hasPrefix("-") ? "\u{2212}" : "") + whole + fraction
    }

    /// `71%`, `1,200 EUR`, `3`.
    func value(_ value: Double, _ unit: String) -> String {
        let mark = unitMark(unit)
        if mark.isEmpty { return number(value) }
        return mark == "%" ? number(value) + "%" : number(value) + "\u{a0}" + mark
    }

    func unitMark(_ unit: String) -> String {
        if Self.isPercentage(unit) { return "%" }
        return unit == "NR" ? "" : unit
    }

    /// What a percentage is of, where that is known: `of enterprises`.
    func unitOf(_ unit: String) -> String? {
        switch unit {
        case "PC_ENT": say("of enterprises", "van de bedrijven")
        case "PC_IND", "PC_POP": say("of people", "van de mensen")
        case "PC_HH": say("of households", "van de huishoudens")
        default: nil
        }
    }

    /// A difference, with its sign: `+7 points`.
    func difference(_ value: Double, _ unit: String) -> String {
        let sign = value > 0 ? "+" : value == 0 ? "±" : ""
        guard Self.isPercentage(unit) else { return sign + self.value(value, unit) }
        let noun =
            abs(value) == 1 ? say("point", "procentpunt") : say("points", "procentpunt")
        return "\(sign)\(number(value))\u{a0}\(noun)"
    }

    static func isPercentage(_ unit: String) -> Bool { unit == "PC" || unit.hasPrefix("PC_") }

    func date(_ date: CalendarDate) -> String {
        let (year, month, day) = date.civil
        return "\(day) \(self.month(month)) \(year)"
    }

    func month(_ number: Int) -> String {
        let english = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        let dutch = [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
            "september", "oktober", "november", "december",
        ]
        return (language == .english ? english : dutch)[number - 1]
    }

    func period(_ period: Period) -> String {
        let text = period.description
        switch period.frequency {
        case .annual, .biennial, .schoolYear: return text
        case .halfYearly:
            return say("H\(text.suffix(1)) ", "\(text.suffix(1))e helft ") + text.prefix(4)
        case .quarterly:
            return say("Q\(text.suffix(1)) ", "\(text.suffix(1))e kwartaal ") + text.prefix(4)
        case .monthly:
            return "\(month(Int(text.suffix(2)) ?? 1)) \(text.prefix(4))"
        case .weekly: return "week \(text.suffix(2)), \(text.prefix(4))"
        case .daily: return date(period.firstDay)
        }
    }
}
