internal import Messages

/// One end of the way that is measured: a figure with a value, or a baseline's stated value.
struct Point {
    let period: Period
    let value: Double
    let status: StatusFlags
    /// Nil for a stated value, of which no definition is known.
    let definition: Int?

    /// Nil where the figure is missing or a forecast.
    init?(_ observation: Observation) {
        guard let value = observation.measured else { return nil }
        self.value = value
        period = observation.period
        status = observation.status
        definition = observation.definition
    }

    init(stated value: Double, in period: Period) {
        self.value = value
        self.period = period
        status = []
        definition = nil
    }
}
