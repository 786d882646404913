public import Messages

/// How an assessment came about: the figures that it used, and every number on the way, unrounded
/// but where the method rounds. The assessment is made of these and of nothing else.
public struct Working: Hashable, Sendable {
    /// Where it led.
    public internal(set) var assessment: Assessment
    /// yt.
    public internal(set) var latest: PeriodValue?
    /// y0 of every method but `trend`, and what a relative target is relative to.
    public internal(set) var baseline: PeriodValue?
    /// The baseline is a value that the target states, of which there is no figure.
    public internal(set) var isBaselineStated = false
    /// T, resolved where it is relative; nil where there is none.
    public internal(set) var goal: Double?
    /// d·(yt − T), at the decimals of yt, T and the tolerance: met where it is not below
    /// −tolerance.
    public internal(set) var beyond: Double?
    /// The latest figure meets the goal.
    public internal(set) var isMet = false
    /// δ = tT − t, in years.
    public internal(set) var yearsLeft: Double?
    /// The way that the method measures.
    public internal(set) var course: Course?
    /// What keeps the figures of the course from being compared, whether the target allows it or
    /// not.
    public internal(set) var obstacle: Reason?
    /// What the method went through; nil where something stood in its way.
    public internal(set) var numbers: Numbers?
    /// The value at the deadline at the present pace, before it is rounded and kept in bounds.
    public internal(set) var projection: Double?
    /// Until the goal at the present pace, in years; negative or not finite where it leads
    /// elsewhere.
    public internal(set) var yearsToGoal: Double?

    /// From the first figure that counts to the latest.
    public struct Course: Hashable, Sendable {
        /// y0 in its period; for `trend` the first figure of its window.
        public let start: PeriodValue
        /// t − t0.
        public let years: Double
        /// tT − t0; nil without a goal.
        public let yearsToDeadline: Double?
    }

    /// What a method goes through, in the terms of methods.md.
    public enum Numbers: Hashable, Sendable {
        /// `linear`: a year's change, and the change a year that was needed from the start.
        case line(pace: Double, needed: Double?)
        /// `cagr`: base and target with 0 counted as .001, g, g_req, and C with a limit.
        case growth(base: Double, target: Double?, rate: Double, needed: Double?, room: Double?)
        /// `logistic`: the logits of start, latest and goal under the ceiling, k and k_req.
        case curve(
            ceiling: Double, start: Double, latest: Double, goal: Double?, steepness: Double,
            needed: Double?)
        /// `trend`: m, and T − yt.
        case trend(slope: Double, remaining: Double)
    }

    init(_ assessment: Assessment) { self.assessment = assessment }
}
