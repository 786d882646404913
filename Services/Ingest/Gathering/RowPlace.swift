internal import Messages

/// Where a figure stands in what was sent.
struct RowPlace: Hashable, Comparable, BitwiseCopyable, Sendable {
    /// The line, from 1; in a JSON document the report's index, −1 where it is the only one.
    let record: Int
    /// The figure's index in its report; −1 for the report itself, and for the row of a table.
    let figure: Int

    init(record: Int, figure: Int = -1) {
        self.record = record
        self.figure = figure
    }

    /// The place of what the figure shares with others of its report.
    var ofReport: RowPlace { RowPlace(record: record) }

    static func < (one: RowPlace, other: RowPlace) -> Bool {
        (one.record, one.figure) < (other.record, other.figure)
    }
}

/// How a format's places are told to people.
enum PlaceStyle: Sendable {
    /// A line, and the column's name.
    case table
    /// A line, and a pointer into its JSON.
    case lines
    /// A pointer into the document.
    case document
}

extension ValidationError {
    /// The same error of the figure or report at `place`; its pointer is relative to that.
    func at(_ place: RowPlace, _ style: PlaceStyle) -> ValidationError {
        let figure = place.figure < 0 ? "" : "/figures/\(place.figure)"
        switch style {
        case .table:
            let column = pointer?.split(separator: "/").last.map(String.init)
            var error = at(line: place.record)
            error.pointer = column
            return error
        case .lines:
            return under(figure).at(line: place.record)
        case .document:
            return under((place.record < 0 ? "" : "/reports/\(place.record)") + figure)
        }
    }
}
