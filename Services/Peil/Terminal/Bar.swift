/// A value beside its target, drawn in eighths of a column.
///
///     Bar(value: 71, target: 75, scale: 100).drawn(columns: 10)  // "███████▏  "
enum Bar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    private static let full = "█"
    private static let mark = "│"

    /// From 0 to 100 where both are percentages, else to the larger of both; the target is marked
    /// where the bar does not cover it. Empty where the two cannot be compared so.
    static func drawn(value: Double, target: Double, isPercentage: Bool, columns: Int) -> String {
        let largest = max(value, target)
        let scale = isPercentage && largest <= 100 ? 100 : largest
        guard columns > 0, value >= 0, target >= 0, scale > 0 else {
            return String(repeating: " ", count: max(columns, 0))
        }
        var cells = cells(of: value / scale, columns: columns)
        let place = min(columns - 1, Int((target / scale * Double(columns)).rounded(.down)))
        if cells[place] == " " { cells[place] = mark }
        return cells.joined()
    }

    private static func cells(of share: Double, columns: Int) -> [String] {
        let filled = Int((share * Double(columns) * 8).rounded())
        var cells = Array(repeating: full, count: min(columns, filled / 8))
        if cells.count < columns, filled % 8 > 0 { cells.append(eighths[filled % 8]) }
        return cells + Array(repeating: " ", count: columns - cells.count)
    }
}
