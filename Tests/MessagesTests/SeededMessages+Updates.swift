import Messages
import Time

extension SeededMessages {
    mutating func report() throws -> Report {
        let frequency = one(of: Frequency.allCases)
        let count = chance(10) ? number(20...60) : number(1...4)
        let periods = Set((0..<count).map { _ in period(frequency) })
        let figures = try periods.sorted().map { try figure($0) }
        return Report(
            series: try series(), unit: one(of: ["PC_ENT", "EUR"]), source: maybe { $0.text() },
            received: time(), released: maybe { $0.time() }, submission: "s-\(number(0...99999))",
            figures: figures)
    }

    mutating func indicator() throws -> Indicator {
        let minimum = maybe { Double($0.number(-10...10)) }
        return try Indicator(
            code: try code(), name: localized(),
            description: maybe { $0.localized() } ?? LocalizedText(), unit: "PC_ENT",
            frequency: one(of: Frequency.allCases), minimum: minimum,
            maximum: maybe { Double($0.number(11...100)) },
            dimensions: Array(["size", "sector", "a_1"].prefix(number(0...3))),
            version: number(1...9), source: maybe { $0.text() })
    }

    mutating func target() throws -> Target {
        let code = try code()
        let goal = maybe { messages in
            Target.Goal(
                value: messages.value(), relative: messages.chance(20),
                deadline: .year(messages.number(2025...2050)))
        }
        let baseline: Period? =
            goal?.relative == true || chance(50) ? .year(number(1990...2024)) : nil
        let method = goal == nil ? Method.cagr : one(of: Method.allCases)
        let areas: AreaSelection =
            chance(50)
            ? .exactly(try area())
            : .each(of: chance(50) ? [] : [try Area("NL"), try Area("BE")])
        var overrides: TargetID?
        if case .exactly = areas, chance(30) { overrides = try TargetID("\(code.text).all") }
        return try Target(
            id: try TargetID("\(code.text).2030"), areas: areas, dimensions: try dimensions(),
            goal: goal, direction: one(of: Direction.allCases), baseline: baseline,
            baselineValue: baseline == nil ? nil : maybe { $0.value() }, method: method,
            thresholds: method == .cagr ? one(of: Thresholds.allCases) : .canada,
            limit: goal == nil ? maybe { $0.value() } : nil,
            tolerance: chance(30) ? 0.5 : 0, acrossBreaks: chance(20),
            requirement: goal == nil ? .by : one(of: Requirement.allCases), overrides: overrides,
            partOf: try maybe { _ in try TargetID("\(code.text).main") },
            name: maybe { $0.localized() } ?? LocalizedText(), source: maybe { $0.text() })
    }

    mutating func update(_ kind: Update.Kind) throws -> Update {
        switch kind {
        case .logCreated:
            .logCreated(
                Update.LogCreated(
                    log: LogID(.random(in: 0 ... .max, using: &generator)),
                    partitions: Int32(number(1...100)), rules: number(1...9)))
        case .rulesChanged: .rulesChanged(version: number(1...99))
        case .dayPassed: .dayPassed(CalendarDate(dayNumber: Int32(number(0...40_000))))
        case .figuresReported: .figuresReported(try report())
        case .indicatorDefined: .indicatorDefined(try indicator())
        case .targetSet: .targetSet(try target())
        case .targetWithdrawn: .targetWithdrawn(try TargetID("nl.mkb.cloud.\(number(0...99))"))
        }
    }

    mutating func traceparent() -> String? {
        maybe { _ in "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }
    }

    mutating func updateEvent(_ kind: Update.Kind) throws -> UpdateEvent {
        UpdateEvent(
            id: "s-\(number(0...9999))-\(number(0...9))", time: time(),
            traceparent: traceparent(), update: try update(kind))
    }
}
