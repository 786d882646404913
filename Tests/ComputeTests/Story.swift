import JSON
import Messages
import Time

/// Updates of one indicator, told in short; each a record.
struct Story {
    private(set) var events: [UpdateEvent] = []
    /// Moves on by a day with each update.
    private(set) var now = Timestamp(CalendarDate.first(ofYear: 2026))

    static let code = "nl.mkb.cloud"

    init(_ unit: String = "PC", minimum: Double? = 0, maximum: Double? = 100) throws {
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
                    minimum: minimum, maximum: maximum, version: version)))
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
