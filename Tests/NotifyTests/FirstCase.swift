import Foundation
import JSON
import Messages
import Settings
import Support
import Time

/// The first case as it stands in `deploy`: five indicators, five targets, seven figures.
struct FirstCase {
    let indicators: [Indicator]
    let targets: [Target]

    private static let deploy = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../deploy").standardized

    init() throws {
        let yaml = Array(try Data(contentsOf: Self.deploy.appending(path: "catalogue/nl-mkb.yaml")))
        let document = Array(Self.json(try YAML.read(yaml.span)).description.utf8)
        let catalogue = try CatalogueDocument(document.span)
        indicators = catalogue.indicators
        targets = catalogue.targets
    }

    /// Writes catalogue and figures to `log`.
    func write(to log: FoldedLog) throws {
        for indicator in indicators { try log.define(indicator) }
        for target in targets { try log.set(target) }
        let csv = try String(
            contentsOf: Self.deploy.appending(path: "figures/nl-mkb-2025.csv"), encoding: .utf8)
        for line in csv.split(separator: "\n").dropFirst() {
            let cells = Self.cells(line)
            let size = cells[4].isEmpty ? [] : [(name: "size", value: cells[4])]
            let series = Series(
                indicator: try IndicatorCode(cells[0]), area: try Area(cells[1]),
                dimensions: try Dimensions(size))
            try log.report(
                series, [(cells[2], Double(cells[3]))], source: cells[7],
                released: Timestamp(cells[6]), on: known(day("2025-06-12")))
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var quoted = false
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case "," where !quoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    /// Plain numbers become numbers.
    private static func json(_ node: YAML.Node) -> Value {
        switch node {
        case .scalar(let scalar):
            if !scalar.isText, let number = Double(scalar.text) { return .number(number) }
            return .string(scalar.text)
        case .sequence(let nodes, _): return .array(nodes.map(json))
        case .mapping(let pairs, _):
            return .object(pairs.map { Value.Member($0.key.text, json($0.value)) })
        }
    }
}

/// `2026-06-12`.
func day(_ text: String) throws -> CalendarDate {
    struct NoDay: Error {}
    guard let time = Timestamp(text) else { throw NoDay() }
    return time.date
}
