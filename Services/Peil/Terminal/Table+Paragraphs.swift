extension Table {
    private static let indent = 2

    /// A row as its first text, and under it the others one after the other.
    func paragraph(_ cells: [Cell], columns width: Int, _ palette: Palette) -> [String] {
        var lines: [String] = []
        for part in Self.broken(cells[0].text, within: width) {
            lines.append(palette.paint(part, cells[0].tone))
        }
        let margin = String(repeating: " ", count: Self.indent)
        var line = ""
        var used = 0
        for (cell, column) in zip(cells, columns).dropFirst() {
            guard cell.text.contains(where: { $0 != " " }) else { continue }
            for part in Self.broken(column.lead + cell.text, within: width - Self.indent) {
                let columns = TextWidth.of(part)
                if used > 0, used + 2 + columns > width {
                    lines.append(line)
                    used = 0
                }
                line = (used == 0 ? margin : line + "  ") + palette.paint(part, cell.tone)
                used += 2 + columns
            }
        }
        return used == 0 ? lines : lines + [line]
    }

    /// `text` in pieces of so many columns, broken between words where it has them.
    private static func broken(_ text: String, within width: Int) -> [String] {
        guard TextWidth.of(text) > width else { return [text] }
        var pieces: [String] = []
        var piece = ""
        for word in text.split(separator: " ") {
            if !piece.isEmpty, TextWidth.of(piece) + 1 + TextWidth.of(String(word)) > width {
                pieces.append(piece)
                piece = ""
            }
            piece += (piece.isEmpty ? "" : " ") + word
        }
        return pieces + [piece]
    }
}
