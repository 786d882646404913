internal import JSON

/// The targets with their figures, as `peil status` shows them.
struct StatusTable {
    private let indicators: [String: Value]
    private let targets: [String: Value]
    private let language: String
    private let hasBars: Bool

    private static let barColumns = 12

    /// `indicators` and `targets` as notify lists them, for the names and units.
    init(indicators: [Value], targets: [Value], language: String, hasBars: Bool) {
        func byName(_ list: [Value], _ name: String) -> [String: Value] {
            var named: [String: Value] = [:]
            for one in list { if let text = one[name]?.string { named[text] = one } }
            return named
        }
        self.indicators = byName(indicators, "code")
        self.targets = byName(targets, "id")
        self.language = language
        self.hasBars = hasBars
    }

    /// `progress` as notify answers it.
    func table(of progress: [Value]) -> Table {
        var columns: [Table.Column] = [
            .init("target"), .init("series"), .init("latest", .right), .init("goal"),
            .init("by", lead: "by "), .init("progress"), .init("outlook"),
        ]
        if hasBars { columns.insert(.init(""), at: 3) }
        var table = Table(columns, breaks: true)
        for entry in progress { table.add(row(entry)) }
        return table
    }

    private func row(_ entry: Value) -> [Table.Cell] {
        let given = entry["target"] ?? .object([])
        let id = given["id"]?.string ?? given.string ?? ""
        let target = targets[id] ?? given
        let indicator = indicators[target["indicator"]?.string ?? ""]
        let unit = indicator?["unit"]?.string
        let assessment = entry["assessment"] ?? .object([])
        let category = assessment["category"]?.string ?? "not_available"
        var cells: [Table.Cell] = [
            .init(name(of: target) ?? id, .strong),
            .init(entry["series"].map(Wording.series) ?? target["area"]?.string ?? ""),
            latest(entry["latest"], unit),
            .init(Wording.goal(target, unit: unit) ?? "a direction only"),
            .init(target["deadline"]?.string ?? ""),
            .init(Wording.words(category), Wording.tone(ofCategory: category)),
            .init(outlook(assessment, unit), .faint),
        ]
        if hasBars {
            let bar = bar(entry["latest"], target, unit)
            cells.insert(.init(bar, Wording.tone(ofCategory: category)), at: 3)
        }
        return cells
    }

    private func name(of target: Value) -> String? {
        let names = target["name"]
        return (names?[language] ?? names?["en"] ?? names?.members.first?.value)?.string
    }

    private func latest(_ figure: Value?, _ unit: String?) -> Table.Cell {
        guard let figure, let period = figure["period"]?.string else {
            return .init("no figure yet", .faint)
        }
        let value = figure["value"]?.number.map { Wording.value($0, unit: unit) } ?? "missing"
        return .init("\(value) (\(period))")
    }

    private func bar(_ figure: Value?, _ target: Value, _ unit: String?) -> String {
        guard let value = figure?["value"]?.number, let goal = target["value"]?.number,
            target["relative"]?.boolean != true
        else { return "" }
        return Bar.drawn(
            value: value, target: goal, isPercentage: Wording.isPercentage(unit),
            columns: Self.barColumns)
    }

    /// Where it leads at the present pace, or why nobody knows.
    private func outlook(_ assessment: Value, _ unit: String?) -> String {
        var parts: [String] = []
        if let projection = assessment["projection"]?.number {
            parts.append("heads for \(Wording.value(projection, unit: unit))")
        }
        let isAchieved = assessment["category"]?.string == "target_achieved"
        switch isAchieved ? nil : assessment["eta"]?.string {
        case "never"?: parts.append("never at this pace")
        case let period?: parts.append("there in \(period)")
        case nil: break
        }
        if parts.isEmpty, let reason = assessment["reason"]?.string {
            parts.append(Wording.words(reason))
        }
        return parts.joined(separator: ", ")
    }
}
