import Foundation
import JSON
import Messages
import Progress
import Support
import Testing
import Time

/// `Tests/methods/exact.py`, which knows the published methods and nothing of Peil.
private enum ExactTool {
    static let need: Comment = "needs python3"

    static func isThere() throws -> Bool {
        try ExternalTool.run(["python3", "-c", "import fractions, decimal"]).status == 0
    }

    static let file = ExternalTool.checkout.appending(path: "Tests/methods/exact.py").path
}

@Suite("Random series")
struct ExactTests {
    private static let count: UInt64 = 10_000

    @Test(
        "agree with exact fractions: before rounding to 1e-12, after it to the last digit",
        .enabled(ExactTool.need) { try ExactTool.isThere() })
    func exact() throws {
        var lines: [UInt8] = []
        for seed in 0..<Self.count {
            lines += Self.line(RandomCase(seed: seed)) + [UInt8(ascii: "\n")]
        }
        let told = try ExternalTool.run(
            ["python3", ExactTool.file], input: String(decoding: lines, as: UTF8.self))
        #expect(told.status == 0, "\(told.output)")
        #expect(told.output.hasPrefix("\(Self.count) cases agree, "), "\(told.output)")
        // Every category and every reason came up.
        let words = Set(told.output.split { !($0.isLetter || $0 == "_") }.map(String.init))
        let all =
            Category.allCases.map(\.rawValue).filter { $0 != "not_available" }
            + Reason.allCases.map(\.rawValue)
        #expect(words.isSuperset(of: all), "\(Set(all).subtracting(words))")
    }

    @Test("agree with the reference to the last digit, or to a millionth of a millionth")
    func reference() {
        for seed in 0..<Self.count {
            let given = RandomCase(seed: seed)
            let measure = ReferenceMeasure(
                target: given.target, minimum: given.minimum, maximum: given.maximum,
                figures: given.observations.enumerated().map { Self.release($1, $0) })
            let assessment = Progress.assess(
                given.target, Observations(given.observations), minimum: given.minimum,
                maximum: given.maximum)
            var expected = measure.assessment
            // Of a ratio in the ten thousands a Double does not have nine decimals.
            if let one = assessment.ratio, let other = expected.ratio,
                abs(one - other) <= 1e-12 * abs(one)
            {
                expected.ratio = one
            }
            #expect(assessment == expected, "seed \(seed)")
        }
    }

    private static func release(_ observation: Observation, _ arrival: Int) -> ReferenceRelease {
        let figure = known(
            try Figure(
                period: observation.period, value: observation.value, status: observation.status))
        return ReferenceRelease(
            figure: figure, released: .init(milliseconds: 0), submission: "s",
            definition: observation.definition, arrival: arrival)
    }

    private static func line(_ given: RandomCase) -> [UInt8] {
        let working = Progress.work(
            given.target, Observations(given.observations), minimum: given.minimum,
            maximum: given.maximum)
        var writer = Writer()
        writer.object { writer in
            writer.member("frequency", given.frequency.rawValue)
            writer.name("target")
            given.target.encode(into: &writer)
            if let minimum = given.minimum { writer.member("minimum", minimum) }
            if let maximum = given.maximum { writer.member("maximum", maximum) }
            writer.name("figures")
            writer.array { writer in
                for observation in given.observations {
                    writer.object {
                        $0.member("period", observation.period.description)
                        if let value = observation.value { $0.member("value", value) }
                        $0.member("status", String(observation.status.codes))
                        $0.member("definition", observation.definition)
                    }
                }
            }
            writer.name("assessment")
            working.assessment.encode(into: &writer)
            writer.name("unrounded")
            writer.object { unrounded(working, given.target.direction.sign, into: &$0) }
        }
        return writer.take()
    }

    private static func unrounded(_ working: Working, _ d: Double, into writer: inout Writer) {
        func number(_ name: StaticString, _ number: Double?) {
            if let number, number.isFinite { writer.member(name, number) }
        }
        number("projection", working.projection)
        number("yearsToGoal", working.yearsToGoal)
        switch working.numbers {
        case .line(let pace, let needed):
            number("pace", pace)
            if let needed, needed != 0 { number("ratio", d * pace / abs(needed)) }
        case .growth(_, _, let rate, _, _): number("pace", rate)
        case .curve(_, _, _, _, let steepness, let needed):
            number("pace", steepness)
            if let needed, needed != 0 { number("ratio", d * steepness / abs(needed)) }
        case .trend(let slope, _): number("pace", slope)
        case nil: break
        }
    }
}
