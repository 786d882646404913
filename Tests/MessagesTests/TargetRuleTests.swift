import Messages
import Testing

@Suite("The rules of targets")
struct TargetRuleTests {
    private func indicator(unit: String = "PC_ENT") throws -> Indicator {
        try Indicator(
            code: try IndicatorCode("nl.mkb.cloud"), name: LocalizedText(), unit: unit,
            frequency: .quarterly, minimum: 0, maximum: unit == "PC_ENT" ? 100 : nil,
            dimensions: ["size"])
    }

    private func target(
        dimensions: [(name: String, value: String)] = [], value: Double? = 75,
        relative: Bool = false, deadline: String = "2030", baseline: String? = "2024-Q4",
        baselineValue: Double? = nil, method: Method = .linear, thresholds: Thresholds = .canada,
        limit: Double? = nil, tolerance: Double = 0, areas: AreaSelection? = nil,
        requirement: Requirement = .by, overrides: String? = nil, partOf: String? = nil
    ) throws -> Target {
        try Target(
            id: try TargetID("nl.mkb.cloud.2030"), areas: try areas ?? .exactly(Area("NL")),
            dimensions: try Dimensions(dimensions),
            goal: try value.map {
                Target.Goal(value: $0, relative: relative, deadline: try Period(deadline))
            }, direction: .atLeast, baseline: try baseline.map { try Period($0) },
            baselineValue: baselineValue, method: method, thresholds: thresholds, limit: limit,
            tolerance: tolerance, requirement: requirement,
            overrides: try overrides.map { try TargetID($0) },
            partOf: try partOf.map { try TargetID($0) })
    }

    @Test("one that keeps to them has no fault")
    func good() throws {
        let indicator = try indicator()
        #expect(indicator.faults(of: try target(dimensions: [("size", "GE10")])).isEmpty)
        #expect(indicator.faults(of: try target(deadline: "2030-Q4", baseline: "2024")).isEmpty)
        #expect(indicator.faults(of: try target(value: -155, relative: true)).isEmpty)
        #expect(indicator.faults(of: try target(method: .logistic)).isEmpty)
    }

    @Test("under its indicator: dimensions, bounds, periods, a ceiling")
    func underIndicator() throws {
        let indicator = try indicator()
        func faults(_ target: Target) -> [String] {
            indicator.faults(of: target).map { "\($0.code.rawValue) \($0.pointer ?? "")" }
        }
        #expect(
            try faults(target(dimensions: [("sizes", "GE10")])) == [
                "unknown_dimension /dimensions/sizes"
            ])
        #expect(try faults(target(value: 175)) == ["out_of_bounds /value"])
        #expect(try faults(target(baselineValue: -1)) == ["out_of_bounds /baselineValue"])
        #expect(
            try faults(target(deadline: "2030-12", baseline: "2024-W05")) == [
                "frequency_mismatch /deadline", "frequency_mismatch /baseline",
            ])
        #expect(try faults(target(value: 1e101, relative: true)) == ["out_of_bounds /value"])
        let other = try self.indicator(unit: "EUR")
        #expect(other.faults(of: try target(value: 1e101)).map(\.code) == [.outOfBounds])
        #expect(other.faults(of: try target(method: .logistic)).map(\.code) == [.invalidTarget])
    }

    @Test("an indicator has at most 100 of them")
    func tooMany() throws {
        #expect(try indicator().fault(ofTargetCount: 99) == nil)
        #expect(try indicator().fault(ofTargetCount: 100)?.code == .tooManyTargets)
    }

    @Test("one that contradicts itself cannot be made")
    func contradictions() throws {
        let area = try Area("NL")
        let bad: [() throws -> Target] = [
            { try target(tolerance: -1) },
            { try target(value: nil) },
            { try target(baseline: "2031") },
            { try target(baseline: nil, baselineValue: 3) },
            { try target(relative: true, baseline: nil) },
            { try target(method: .cagr, limit: 3) },
            { try target(thresholds: .eurostat) },
            { try target(value: nil, method: .cagr, requirement: .from) },
            { try target(areas: .each(of: [area, area])) },
            { try target(areas: .each(of: []), overrides: "nl.mkb.cloud.all") },
            { try target(overrides: "nl.mkb.ai.all") },
            { try target(partOf: "nl.mkb.ai.all") },
            { try target(partOf: "nl.mkb.cloud.2030") },
        ]
        for make in bad {
            let error = #expect(throws: ValidationError.self) { try make() }
            #expect(error?.code == .invalidTarget)
        }
        #expect(throws: Never.self) { try target(overrides: "nl.mkb.cloud.all") }
    }

    @Test(
        "an id is its indicator's code, a dot and a suffix without dots",
        arguments: ["nl", "nl.", ".2030", "nl..2030", "NL.2030", "nl mkb.2030", ""])
    func ids(text: String) {
        let error = #expect(throws: ValidationError.self) { try TargetID(text) }
        #expect(error?.code == .invalidTargetID)
    }
}
