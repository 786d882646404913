import Messages
import Support
import Time

/// A few updates told by hand, and what the reference makes of them, in short words.
struct Script {
    static let code = known(try IndicatorCode("cloud"))
    private(set) var reference = Reference(log: LogID(0x3f9c_2a71), partition: 5)
    private var offset: Int64 = 0
    private var told = 0

    init() {
        take(
            .indicatorDefined(
                known(
                    try Indicator(
                        code: Self.code, name: LocalizedText(), unit: "PC", minimum: 0,
                        maximum: 100))))
        _ = news()
    }

    /// A target towards 75 by 2030, changed by `change`.
    static func target(_ change: (inout Target) -> Void = { _ in }) -> Target {
        var target = known(
            try Target(
                id: TargetID("cloud.2030"), areas: .each(of: []),
                goal: Target.Goal(value: 75, deadline: .year(2030)), direction: .atLeast))
        change(&target)
        return target
    }

    mutating func take(_ update: Update) {
        reference.take(
            ReferenceRecord(
                offset: offset, checksum: 0,
                content: .event(UpdateEvent(id: "u\(offset)", time: Self.day(0), update: update))))
        offset += 1
    }

    /// A report on the `day`-th day of 2040, of figures that say (year, value, flags).
    mutating func report(
        _ figures: (Int, Double?, StatusFlags)..., day: Int? = nil, released: Int? = nil,
        submission: String? = nil
    ) {
        var parsed: [Figure] = []
        for (year, value, status) in figures {
            parsed.append(known(try Figure(period: .year(year), value: value, status: status)))
        }
        take(
            .figuresReported(
                Report(
                    series: Series(indicator: Self.code, area: known(try Area("NL"))), unit: "PC",
                    source: nil, received: Self.day(day ?? Int(offset) + 10),
                    released: released.map(Self.day), submission: submission ?? "s\(offset)",
                    figures: parsed)))
    }

    static func day(_ number: Int) -> Timestamp {
        Timestamp(CalendarDate.first(ofYear: 2040).adding(days: number))
    }

    /// The outcomes since the last call.
    mutating func news() -> [String] {
        let new = reference.outcomes.dropFirst(told)
        told = reference.outcomes.count
        return new.map { $0.outcome.inShort }
    }
}

extension Outcome {
    /// What happened, in a word or two.
    var inShort: String {
        switch self {
        case .seriesUpdated(let updated):
            updated.changes.isEmpty ? "vintage" : "updated"
        case .target(let outcome):
            switch outcome.kind {
            case .assessed(let withdrawn): withdrawn ? "withdrawn" : "assessed"
            case .met(let provisional): provisional ? "met provisionally" : "met"
            case .confirmed: "confirmed"
            case .unmet(let cause): "unmet by \(cause)"
            case .missed: "missed"
            case .overdue: "overdue"
            case .pace(let from): "pace \(from) to \(outcome.assessment.category)"
            }
        }
    }
}
