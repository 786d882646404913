import Messages
import Progress

/// What a target asks: a value, or nil for a direction only.
struct Aim {
    let direction: Direction
    let value: Double?

    init(_ direction: Direction, _ value: Double?) {
        self.direction = direction
        self.value = value
    }

    static func atLeast(_ value: Double?) -> Aim { Aim(.atLeast, value) }
    static func atMost(_ value: Double?) -> Aim { Aim(.atMost, value) }
}

/// A series and a target, written as briefly as methods.md writes its examples.
struct Given {
    var observations: [Observation]
    var target: Target
    var minimum: Double?
    var maximum: Double?

    /// `figures` by the text of their periods, in order.
    init(
        _ figures: KeyValuePairs<String, Double?>, _ aim: Aim, frequency: Frequency? = nil,
        by deadline: String = "2030",
        relative: Bool = false, baseline: String? = nil, baselineValue: Double? = nil,
        method: Method = .linear, thresholds: Thresholds = .canada, limit: Double? = nil,
        tolerance: Double = 0, acrossBreaks: Bool = false, minimum: Double? = nil,
        maximum: Double? = nil
    ) throws {
        observations = try figures.map {
            Observation(
                period: try Period($0.key, frequency: frequency), value: $0.value,
                status: $0.value == nil ? .missing : .normal, definition: 1)
        }
        let last = try Period(deadline)
        target = try Target(
            id: try TargetID("nl.test.goal"), areas: .each(of: []),
            goal: aim.value.map { Target.Goal(value: $0, relative: relative, deadline: last) },
            direction: aim.direction, baseline: try baseline.map { try Period($0) },
            baselineValue: baselineValue, method: method, thresholds: thresholds, limit: limit,
            tolerance: tolerance, acrossBreaks: acrossBreaks)
        self.minimum = minimum
        self.maximum = maximum
    }

    /// The same with `status` on the figure at `index`.
    func flagged(_ status: StatusFlags, at index: Int) -> Given {
        var given = self
        given.observations[index].status = status
        return given
    }

    func redefined(_ version: Int, at index: Int) -> Given {
        var given = self
        given.observations[index].definition = version
        return given
    }

    var inForce: Observations { Observations(observations) }

    var assessment: Assessment {
        Progress.assess(target, inForce, minimum: minimum, maximum: maximum)
    }

    func meets(_ index: Int) -> Bool {
        Progress.meets(observations[index], target, in: inForce)
    }
}

/// Whether a number is `expected` as far as the document writes it out.
func near(_ number: Double?, _ expected: Double, within tolerance: Double = 1e-9) -> Bool {
    number.map { abs($0 - expected) <= tolerance } ?? false
}

func period(_ text: String, _ frequency: Frequency? = nil) throws -> Period {
    try Period(text, frequency: frequency)
}
