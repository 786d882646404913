/// What was probably meant by a name that is not known.
public enum Suggestions {
    /// The name nearest to `name`, where one is near enough: insertions, deletions, replacements
    /// and exchanges of neighbours (optimal string alignment) of up to a third of its bytes. The
    /// first of several as near.
    public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        let wanted = Array(name.utf8.prefix(longest))
        var nearest: String?
        var least = max(1, wanted.count / 3) + 1
        for candidate in known {
            let bytes = Array(candidate.utf8)
            guard abs(bytes.count - wanted.count) < least else { continue }
            let distance = distance(wanted, bytes)
            if distance < least {
                least = distance
                nearest = candidate
            }
        }
        return nearest
    }

    /// What is longer is nobody's slip of the pen.
    private static let longest = 200

    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in one.indices {
            var current = [row + 1]
            for column in other.indices {
                let same = one[row] == other[column]
                var cost = min(last[column + 1] + 1, current[column] + 1)
                cost = min(cost, last[column] + (same ? 0 : 1))
                let exchanged =
                    row > 0 && column > 0 && one[row] == other[column - 1]
                    && one[row - 1] == other[column]
                if exchanged { cost = min(cost, beforeLast[column - 1] + 1) }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[other.count]
    }
}
