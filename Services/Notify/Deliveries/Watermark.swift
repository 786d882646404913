internal import Messages

/// Up to where one partition is done with: the lowest delivery that is neither made nor durably
/// owed holds it back.
struct Watermark: Sendable {
    /// Ascending; those in `closed` are done.
    private var open = FIFO<OutcomesPlace>()
    private var closed: Set<Int64> = []

    /// The first place that is not done with; nil when all that was begun is done.
    var lowest: OutcomesPlace? { open.first }

    /// Something behind the lowest is done.
    var isHeldBack: Bool { !closed.isEmpty }

    /// A delivery of the record at `place.next` begins; places come in ascending order.
    mutating func begin(_ place: OutcomesPlace) { open.append(place) }

    /// The delivery of the record at `offset` is made, or durably owed.
    mutating func end(_ offset: Int64) {
        closed.insert(offset)
        while let lowest = open.first, closed.remove(lowest.next) != nil {
            _ = open.popFirst()
        }
    }
}
