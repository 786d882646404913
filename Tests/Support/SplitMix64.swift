/// A small generator of random numbers: the same seed gives the same numbers everywhere.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// A generator of its own, whose numbers do not depend on how many this one gives later.
    public mutating func split() -> SplitMix64 { SplitMix64(seed: next()) }

    /// True in so many cases of a hundred.
    public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// 0 ..< `bound`. The bias of the remainder is of no account for bounds as small as ours.
    public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    public mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// One of `choices`, which are not empty.
    public mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[below(choices.count)]
    }

    /// One of `choices`, each as often as its weight says.
    public mutating func weighted<Choice>(_ choices: [(weight: Int, choice: Choice)]) -> Choice {
        var left = below(choices.reduce(0) { $0 + $1.weight })
        for (weight, choice) in choices.dropLast() {
            if left < weight { return choice }
            left -= weight
        }
        return choices[choices.count - 1].choice
    }
}
