internal import JSON

/// How values of the services' answers are said to people.
enum Wording {
    /// Every unit of percentages begins so in SDMX's code list (CL_UNIT_MEASURE).
    static func isPercentage(_ unit: String?) -> Bool {
        unit == "PC" || unit?.hasPrefix("PC_") == true
    }

    /// `71 %`, `1200 EUR`, `3`.
    static func value(_ number: Double, unit: String?) -> String {
        let text = Value.number(number).description
        guard let unit, unit != "NR" else { return text }
        return isPercentage(unit) ? "\(text) %" : "\(text) \(unit)"
    }

    /// `target_achieved` → `target achieved`.
    static func words(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }

    static func tone(ofCategory category: String) -> Tone {
        switch category {
        case "target_achieved", "substantial_progress", "significant_progress", "on_track": .good
        case "moderate_progress", "limited_progress", "slightly_off": .fair
        case "not_available": .faint
        default: .poor
        }
    }

    /// `at least 75 %`.
    static func goal(_ target: Value, unit: String?) -> String? {
        guard let value = target["value"]?.number else { return nil }
        let direction = target["direction"]?.string == "at_most" ? "at most" : "at least"
        guard target["relative"]?.boolean == true else {
            return "\(direction) \(Self.value(value, unit: unit))"
        }
        return "\(direction) \(value > 0 ? "+" : "")\(Value.number(value)) % on the baseline"
    }

    /// `NL`, or `NL size=10-249`.
    static func series(_ series: Value) -> String {
        let dimensions = series["dimensions"]?.members ?? []
        return
            ([series["area"]?.string ?? ""]
            + dimensions.map { "\($0.name)=\($0.value.string ?? "")" }).joined(separator: " ")
    }

    /// `1 figure`, `2 figures`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    static func count(_ number: Double?, _ noun: String) -> String {
        count(Int(number ?? 0), noun)
    }
}
