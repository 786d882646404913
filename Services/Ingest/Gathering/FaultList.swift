internal import HTTP
internal import Messages

/// What is wrong with a submission: all is counted, the first in the order of the file are kept.
struct FaultList: Sendable {
    private var first: [(place: RowPlace, error: ValidationError)] = []
    private(set) var count = 0
    /// Something was refused because of who asks.
    private(set) var isForbidden = false

    private static let limit = Problem.shownErrors

    var errors: [ValidationError] { first.map(\.error) }

    /// `error` is complete with its place, and only made where it is kept.
    mutating func add(at place: RowPlace, _ error: () -> ValidationError) {
        count += 1
        if first.count == Self.limit {
            guard let last = first.last, place < last.place else { return }
            first.removeLast()
        }
        let error = error()
        if error.code == .forbiddenIndicator { isForbidden = true }
        let index = first.lastIndex { $0.place <= place }.map { $0 + 1 } ?? 0
        first.insert((place, error), at: index)
    }

    /// Errors that were found but not kept.
    mutating func add(uncounted more: Int) { count += more }
}
