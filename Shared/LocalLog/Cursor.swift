/// The positions of one reader, by partition index, and whose turn it is: a partition that always
/// has something new keeps no other waiting.
struct Cursor: Sendable {
    private var positions: [(index: Int, next: Int64)] = []
    private var turn = 0

    /// All positions, beginning with the one whose turn it is.
    var inTurn: some Sequence<(index: Int, next: Int64)> {
        positions.indices.lazy.map { positions[($0 + turn) % positions.count] }
    }

    func next(of index: Int) -> Int64? { positions.first { $0.index == index }?.next }

    /// Reads partition `index` from `next` on.
    mutating func set(_ index: Int, to next: Int64) {
        if let at = positions.firstIndex(where: { $0.index == index }) {
            positions[at].next = next
        } else {
            positions.append((index, next))
        }
    }

    mutating func remove(_ indices: [Int]) {
        positions.removeAll { indices.contains($0.index) }
        turn = 0
    }

    /// The turn passes on from partition `index`, which was served first.
    mutating func served(_ index: Int) {
        guard let at = positions.firstIndex(where: { $0.index == index }) else { return }
        turn = (at + 1) % positions.count
    }
}
