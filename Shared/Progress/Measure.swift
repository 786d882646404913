internal import Messages

/// What a method makes of a course. Nothing is rounded but what is compared with thresholds.
struct Measure {
    enum Verdict {
        case category(Category)
        case notAvailable(Reason)
    }

    var verdict: Verdict
    /// What the method went through; nil where it got nowhere.
    var numbers: Working.Numbers?
    var ratio: Double?
    var rate: Double?
    var score: Double?
    var deviation: Double?
    var k: Double?
    /// The value at the deadline at the present pace.
    var projection: Double?
    /// Until the goal at the present pace; negative or not finite where it leads elsewhere.
    var yearsToGoal: Double?
    var acrossBreak = false

    /// Whether anything was measured: some verdicts leave no pace.
    var hasPace: Bool { projection != nil || rate != nil }

    init(_ reason: Reason) { verdict = .notAvailable(reason) }

    /// At the present pace, before anything is compared.
    init(_ numbers: Working.Numbers, projection: Double, yearsToGoal: Double) {
        // A start that is not before the deadline leaves nothing to compare with: only missed.
        verdict = .category(.missed)
        self.numbers = numbers
        self.projection = projection
        self.yearsToGoal = yearsToGoal
    }

    /// Without a goal: the rate alone.
    init(_ numbers: Working.Numbers, rate: Double, category: Category, score: Double) {
        verdict = .category(category)
        self.numbers = numbers
        self.rate = rate
        self.score = score
    }
}
