/// The name that was probably meant.
enum Suggestion {
    /// The nearest of `names`, when it is near enough to be a slip of the hand: a third of its
    /// letters may differ.
    static func nearest(to name: String, among names: some Sequence<String>) -> String? {
        let measured = names.map { (name: $0, distance: distance(name, $0)) }
        guard let best = measured.min(by: { $0.distance < $1.distance }),
            best.distance <= max(1, best.name.count / 3)
        else { return nil }
        return best.name
    }

    /// Letters inserted, left out, replaced or swapped with their neighbour (optimal string
    /// alignment, a restricted Damerau–Levenshtein distance).
    static func distance(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in one.indices {
            var current = [row + 1]
            for column in other.indices {
                let replaced = last[column] + (one[row] == other[column] ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, one[row] == other[column - 1],
                    one[row - 1] == other[column]
                {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[other.count]
    }
}
