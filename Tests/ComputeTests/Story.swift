import JSON
import Messages
import Time

/// Updates of one indicator, told in short; each a record.
struct Story {
    private(set) var events: [UpdateEvent] = []
    /// Moves on by a day with each update.
    private(set) var now = Timestamp(CalendarDate.first(ofYear: 2026))

    private let frequency: Frequency
    private let dimensions: [String]

    static let code = "nl.mkb.cloud"

    init(
        _ unit: String = "PC", minimum: Double? = 0, maximum: Double? = 100,
        frequency: Frequency = .annual, dimensions: [String] = []
    ) throws {
        self.frequency = frequency
        self.dimensions = dimensions
        try define(unit, minimum: minimum, maximum: maximum)
    }

    var records: [[UInt8]] { events.map(\.bytes) }

    mutating func tell(_ update: Update) {
        events.append(UpdateEvent(id: "u\(events.count)", time: now, update: update))
        now = now.adding(milliseconds: 86_400_000)
    }

    mutating func define(
        _ unit: String = "PC", minimum: Double? = 0, maximum: Double? = 100, version: Int = 1
    ) throws {
        tell(
            .indicatorDefined(
                try Indicator(
                    code: try IndicatorCode(Self.code),
                    name: LocalizedText([.init(language: "en", text: "Cloud")]), unit: unit,
                    frequency: frequency, minimum: minimum, maximum: maximum,
                    dimensions: dimensions, version: version)))
    }

    /// Figures by year.
    mutating func report(
        _ figures: [Int: Double?], status: StatusFlags = [], area: String = "NL",
        received: Timestamp? = nil, released: Timestamp? = nil, submission: String? = nil,
        unit: String = "PC",
        source: String? = nil, note: String? = nil
    ) throws {
        let series = Series(indicator: try IndicatorCode(Self.code), area: try Area(area))
        var list: [Figure] = []
        for (year, value) in figures.sorted(by: { $0.key < $1.key }) {
            list.append(try Figure(period: .year(year), value: value, status: status, note: note))
        }
        tell(
            .figuresReported(
                Report(
                    series: series, unit: unit, source: source, received: received ?? now,
                    released: released,
                    submission: submission ?? "s\(events.count)", figures: list)))
    }

    /// Figures by the text of their periods.
    mutating func report(
        _ figures: KeyValuePairs<String, Double?>, status: StatusFlags = [],
        confidentiality: UInt8? = nil, area: String = "NL",
        dimensions: [(name: String, value: String)] = [], unit: String = "PC"
    ) throws {
        let list = try figures.map { text, value in
            try Figure(
                period: try Period(text, frequency: frequency), value: value, status: status,
                confidentiality: confidentiality)
        }
        let series = Series(
            indicator: try IndicatorCode(Self.code), area: try Area(area),
            dimensions: try Dimensions(dimensions))
        tell(
            .figuresReported(
                Report(
                    series: series, unit: unit, source: nil, received: now, released: nil,
                    submission: "s\(events.count)",
                    figures: list.sorted { $0.period < $1.period })))
    }

    /// A target with all that it can have.
    mutating func target(
        _ goal: Target.Goal, _ direction: Direction = .atLeast, id: String = "a",
        areas: AreaSelection = .each(of: []), dimensions: [(name: String, value: String)] = [],
        baseline: String? = nil, baselineValue: Double? = nil, acrossBreaks: Bool = false,
        requirement: Requirement = .by
    ) throws {
        tell(
            .targetSet(
                try Target(
                    id: try TargetID("\(Self.code).\(id)"), areas: areas,
                    dimensions: try Dimensions(dimensions), goal: goal, direction: direction,
                    baseline: try baseline.map { try Period($0) }, baselineValue: baselineValue,
                    acrossBreaks: acrossBreaks, requirement: requirement)))
    }

    mutating func target(
        _ value: Double, by deadline: Int = 2030, _ direction: Direction = .atLeast,
        id: String = "a", area: String? = "NL", areas: [String] = [], relative: Bool = false,
        baseline: Int? = nil, requirement: Requirement = .by, overrides: String? = nil
    ) throws {
        let selection: AreaSelection =
            if let area { .exactly(try Area(area)) } else {
                .each(of: try areas.map { try Area($0) })
            }
        tell(
            .targetSet(
                try Target(
                    id: try TargetID("\(Self.code).\(id)"), areas: selection,
                    goal: .init(value: value, relative: relative, deadline: .year(deadline)),
                    direction: direction, baseline: baseline.map { .year($0) },
                    requirement: requirement,
                    overrides: try overrides.map { try TargetID("\(Self.code).\($0)") })))
    }

    mutating func withdraw(_ id: String = "a") throws {
        tell(.targetWithdrawn(try TargetID("\(Self.code).\(id)")))
    }

    mutating func day(_ year: Int, _ month: Int, _ day: Int) {
        if let date = CalendarDate(year: year, month: month, day: day) { tell(.dayPassed(date)) }
    }
}

extension UpdateEvent {
    /// The record's value.
    var bytes: [UInt8] {
        var writer = Writer()
        encode(into: &writer)
        return writer.take()
    }
}
