/// Rows of texts under headings: aligned on a terminal, separated by tabs elsewhere. Where a
/// terminal is too narrow, columns give way, or each row becomes a paragraph.
struct Table: Sendable {
    enum Alignment: Sendable { case left, right }

    struct Column: Sendable {
        let heading: String
        let alignment: Alignment
        /// Gives way, down to so many columns, when the terminal is too narrow.
        let least: Int?
        /// Stands before its text in a paragraph, which has no headings.
        let lead: String

        init(
            _ heading: String, _ alignment: Alignment = .left, least: Int? = nil, lead: String = ""
        ) {
            self.heading = heading
            self.alignment = alignment
            self.least = least
            self.lead = lead
        }
    }

    struct Cell: Sendable, ExpressibleByStringInterpolation {
        let text: String
        let tone: Tone

        init(_ text: String, _ tone: Tone = .plain) {
            self.text = text
            self.tone = tone
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    let columns: [Column]
    /// Whether rows become paragraphs where they do not fit.
    private let breaks: Bool
    private var rows: [[Cell]] = []

    init(_ columns: [Column], breaks: Bool = false) {
        self.columns = columns
        self.breaks = breaks
    }

    var isEmpty: Bool { rows.isEmpty }

    /// As many cells as there are columns.
    mutating func add(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a row has \(columns.count) cells")
        rows.append(cells)
    }

    /// The table as `console` shows it best.
    func print(on console: Console) {
        for line in lines(columns: console.columns, console.palette) { console.print(line) }
    }

    /// For a terminal of so many columns; nil: with tabs.
    func lines(columns width: Int?, _ palette: Palette) -> [String] {
        guard let width else {
            return [columns.map(\.heading).joined(separator: "\t")]
                + rows.map { $0.map(\.text).joined(separator: "\t") }
        }
        if breaks, total(naturalWidths) > width {
            return rows.flatMap { paragraph($0, columns: width, palette) }
        }
        let widths = widths(within: width)
        let heads = columns.map { Cell($0.heading.uppercased(), .faint) }
        return ([heads] + rows).map { line($0, widths, palette) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ palette: Palette) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let text = TextWidth.fitted(cell.text, columns: widths[index])
            let padding = String(repeating: " ", count: widths[index] - TextWidth.of(text))
            let painted = palette.paint(text, cell.tone)
            if index > 0 { line += "  " }
            switch columns[index].alignment {
            case .right: line += padding + painted
            case .left: line += index == cells.count - 1 ? painted : painted + padding
            }
        }
        return line
    }

    /// What each column needs.
    private var naturalWidths: [Int] {
        columns.indices.map { index in
            rows.reduce(TextWidth.of(columns[index].heading)) {
                max($0, TextWidth.of($1[index].text))
            }
        }
    }

    /// With the space between them.
    private func total(_ widths: [Int]) -> Int { widths.reduce(2 * (widths.count - 1), +) }

    /// What each column needs, less where it gives way.
    private func widths(within width: Int) -> [Int] {
        var widths = naturalWidths
        var excess = total(widths) - width
        for index in columns.indices.reversed() where excess > 0 {
            guard let least = columns[index].least, widths[index] > least else { continue }
            let less = min(excess, widths[index] - least)
            widths[index] -= less
            excess -= less
        }
        return widths
    }
}

/// How many columns of a terminal a text takes: one a character.
enum TextWidth {
    static func of(_ text: String) -> Int { text.count }

    /// `text`, with `…` for its end where it is too long.
    static func fitted(_ text: String, columns: Int) -> String {
        guard text.count > columns else { return text }
        return columns > 0 ? text.prefix(columns - 1) + "…" : ""
    }
}
