/// One line of a calculation.
struct Step: Hashable, Sendable {
    /// By what later lines refer to it.
    let symbol: String
    let meaning: String
    /// In the terms of the method: `(yt − y0) / (t − t0)`.
    let expression: String
    /// The same with the numbers put in, from which `value` can be computed by hand.
    let substituted: String
    /// As the assessment has it.
    let value: Double
    /// To which it is rounded; nil where it is not.
    let decimals: Int?
}

/// A number that a calculation begins with.
struct Term: Hashable, Sendable {
    let symbol: String
    let meaning: String
    let value: Double
}

/// The calculation as it grows, line by line.
struct Sheet {
    let words: Words
    private(set) var terms: [Term] = []
    private(set) var steps: [Step] = []

    init(_ words: Words) { self.words = words }

    var digits: Digits { Digits(words: words) }

    mutating func begin(_ symbol: String, _ value: Double?, _ english: String, _ dutch: String) {
        guard let value else { return }
        terms.append(Term(symbol: symbol, meaning: words.say(english, dutch), value: value))
    }

    /// Adds a line, unless it came to nothing. `decimals`: to which the value is rounded.
    mutating func add(
        _ symbol: String, _ value: Double?, decimals: Int? = nil, _ expression: String,
        _ substituted: String, _ english: String, _ dutch: String
    ) {
        guard let value, value.isFinite else { return }
        steps.append(
            Step(
                symbol: symbol, meaning: words.say(english, dutch), expression: expression,
                substituted: substituted, value: value, decimals: decimals))
    }
}
