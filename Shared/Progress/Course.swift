/// The way from the start to the latest figure, and on to the goal, in the terms of methods.md.
struct Course {
    /// d: +1 where more is better, −1 where less is.
    let direction: Double
    /// y0: the baseline's value; for `trend` the first figure's.
    let start: Double
    /// yt.
    let latest: Double
    /// t − t0, above 0.
    let years: Double
    /// Nil where the target states a direction only.
    let goal: Goal?

    struct Goal {
        /// T.
        let value: Double
        /// tT − t0; 0 or below where the start is not before the deadline.
        let years: Double
        /// δ = tT − t; 0 or below from the deadline on.
        let yearsLeft: Double
    }
}
